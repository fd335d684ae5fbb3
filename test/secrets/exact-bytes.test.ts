import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inputFromText } from '../../src/secrets/inputs.ts';
import { derivedValue } from '../../src/secrets/values.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository, key } from './a-repository.ts';
import { openedBytes } from './unseal.ts';

const app = 'budget-server-secrets';
const head = `apiVersion: v1\nkind: Secret\nmetadata: {name: ${app}, namespace: budget-dev}\n`;
const binary = Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0x0a]);

const shared = aRepository();

/** Seals a plain file of these bytes, and gives what comes out on the other side. */
function roundTrip(bytes: Buffer | string): Readonly<Record<string, Buffer>> {
  const { root, plain, sealed, seal, read } = shared;
  rmSync(join(root, sealed(app)), { force: true });
  writeBytes(root, plain(app), Buffer.from(bytes as string));
  seal();
  return openedBytes(read(sealed(app)), key.privateKey);
}

function writeBytes(root: string, path: string, bytes: Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

describe('a plain file is sealed byte for byte', () => {
  test.each<[string, string, Buffer | string]>([
    ['bytes in base64', `data: {JWT_SECRET: "${binary.toString('base64')}"}\n`, binary],
    ['base64 over lines', 'data:\n  JWT_SECRET: |\n    aGVs\n    bG8=\n', 'hello'],
    ['NUL', 'stringData: {JWT_SECRET: "a\\0b"}\n', 'a\0b'],
    ['both halves of a pair', 'stringData: {JWT_SECRET: "\\ud83d\\ude00"}\n', '\u{1f600}'],
    ['a mark of byte order', 'stringData: {JWT_SECRET: "\\ufeffa"}\n', '\uFEFFa'],
    ['a line end', 'stringData: {JWT_SECRET: "a\\r\\n"}\n', 'a\r\n'],
    ['a block', 'stringData:\n  JWT_SECRET: |\n    a\n    b\n', 'a\nb\n'],
    ['two spellings of a letter', 'stringData: {JWT_SECRET: "e\\u0301\\u00e9"}\n', 'e\u0301\u00e9'],
    ['quoted numbers', 'stringData: {JWT_SECRET: "0o17", REDIS_URL: "1_000"}\n', '0o17'],
    ['spaces', 'stringData: {JWT_SECRET: " a\\t"}\n', ' a\t'],
    ['a merge', 'stringData: {<<: {JWT_SECRET: merged}, REDIS_URL: x}\n', 'merged'],
    ['a key that is merged too', 'stringData: {<<: {JWT_SECRET: a}, JWT_SECRET: b}\n', 'b'],
  ])('with %s', (_, rest, value) => {
    expect(roundTrip(head + rest)['JWT_SECRET']).toEqual(Buffer.from(value as string));
  });

  test('with a mark of byte order in front, and with the line ends of Windows', () => {
    const text = `\uFEFF${head}stringData:\n  JWT_SECRET: a\n`.replaceAll('\n', '\r\n');
    expect(roundTrip(text)).toEqual({ JWT_SECRET: Buffer.from('a') });
  });
});

describe('a plain file is refused', () => {
  const value = (escaped: string): string => `stringData: {JWT_SECRET: "${escaped}"}\n`;
  test.each<[string, Buffer | string, RegExp]>([
    [
      'with bytes that are no text',
      Buffer.from(`${head}${value('caf\u00e9')}`, 'latin1'),
      /budget-server-secrets\.secret\.yaml is not UTF-8/,
    ],
    ['in UTF-16', Buffer.from(head + value('a'), 'utf16le'), /UTF-8|must contain|not YAML/],
    ['with half a surrogate pair', head + value('a\\ud800'), /key 1 of stringData: must be text/],
    ['with the other half', head + value('\\udc00a'), /key 1 of stringData: must be text/],
    [
      'with halves in the wrong order',
      head + value('\\udc00\\ud800'),
      /key 1 of stringData: must be text/,
    ],
    [
      'with a key twice',
      `${head}stringData:\n  JWT_SECRET: a\n  JWT_SECRET: b\n`,
      /has a key twice: line 6/,
    ],
    ['with one key as text and as truth', `${head}stringData: {true: a, "true": b}\n`, /key twice/],
    ['with a field twice', `${head}${value('a')}${value('b')}`, /has a key twice/],
    ['with a list of values', `${head}stringData: [a]\n`, /stringData: must be a mapping/],
    ['with text for values', `${head}data: YQ==\n`, /data: must be a mapping/],
    ['with an ordered map', `${head}stringData: !!omap [{JWT_SECRET: a}]\n`, /must be a mapping/],
    ['with a set', `${head}stringData: !!set {JWT_SECRET}\n`, /must be a mapping/],
    ['with a number', `${head}stringData: {JWT_SECRET: 0777}\n`, /must be text: quote it/],
    ['with a time', `${head}stringData: {JWT_SECRET: 12:30:45}\n`, /must be text: quote it/],
    ['with a day', `${head}stringData: {JWT_SECRET: 2024-01-01}\n`, /must be text: quote it/],
    [
      'with what YAML calls binary',
      `${head}stringData: {JWT_SECRET: !!binary YQ==}\n`,
      /must be text/,
    ],
    ['with nothing', `${head}stringData: {JWT_SECRET: }\n`, /must be text/],
    ['with base64 that lacks its end', `${head}data: {JWT_SECRET: YQ}\n`, /must be base64/],
    ['with base64 of URLs', `${head}data: {JWT_SECRET: "-_-_"}\n`, /must be base64/],
    ['with base64 of two meanings', `${head}data: {JWT_SECRET: "YR=="}\n`, /must be base64/],
    [
      'with a field in small letters',
      `${head}stringdata: {JWT_SECRET: a}\n`,
      /did you mean "stringData"/,
    ],
    ['with a value beside its field', `${head}JWT_SECRET: a\n`, /field 4: unknown field/],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap(
      (name): [string, string, RegExp][] => [
        [`with ${name} as text`, `${head}stringData: {"${name}": a}\n`, /key 1: unknown key/],
        [`with ${name} as base64`, `${head}data: {"${name}": YQ==}\n`, /key 1: unknown key/],
        [`with the field ${name}`, `${head}"${name}": {a: b}\n`, /field 4: unknown field/],
      ],
    ),
  ])('%s', (_, bytes, message) => {
    expect(() => roundTrip(bytes)).toThrow(message);
  });
});

const wanted = {
  environment: shared.environment,
  scope: 'strict',
  secret: app,
} as const;

test.each<[string, string, Record<string, string>]>([
  [
    'values',
    'JWT_SECRET= a=b "c" #d \nREDIS_URL=\t\n',
    { JWT_SECRET: ' a=b "c" #d ', REDIS_URL: '\t' },
  ],
  ['CRLF', 'JWT_SECRET=a\r\nREDIS_URL=b\r\n', { JWT_SECRET: 'a', REDIS_URL: 'b' }],
  [
    'NUL and other line ends',
    'JWT_SECRET=a\0\u0085\u2028\v\n',
    { JWT_SECRET: 'a\0\u0085\u2028\v' },
  ],
  ['no line end', 'JWT_SECRET=\u00e9', { JWT_SECRET: '\u00e9' }],
])('lines of KEY=value keep %s', (_, text, values) => {
  const read = [...inputFromText(text, wanted).values].map(([at, bytes]) => [at, bytes.toString()]);
  expect(Object.fromEntries(read)).toEqual(values);
});

test.each<[string, string, RegExp]>([
  ['a mark of byte order', '\uFEFFJWT_SECRET=a\n', /starts with a byte order mark/],
  ['a key of every object', '__proto__=a\n', /line 1: unknown key/],
  ['another key of every object', 'JWT_SECRET=a\nconstructor=b\n', /line 2: unknown key/],
  ['a key twice', 'JWT_SECRET=a\nJWT_SECRET=a\n', /contains a key twice/],
])('lines with %s are refused', (_, text, message) => {
  expect(() => inputFromText(text, wanted)).toThrow(message);
});

test('bytes that are no text get into no URL', () => {
  const from = { namespace: 'orders', secret: 'redis-auth', key: 'REDIS_PASSWORD' };
  const derived = { kind: 'derived', from, before: 'redis://:', after: '@r', isUrl: true } as const;
  expect(() => derivedValue(derived, binary)).toThrow(
    'REDIS_PASSWORD of redis-auth is not UTF-8, so no URL can contain it',
  );
  const repository = aRepository();
  repository.write(
    repository.plain('redis-auth'),
    'apiVersion: v1\nkind: Secret\nmetadata: {name: redis-auth}\n' +
      `data: {REDIS_PASSWORD: ${binary.toString('base64')}}\n`,
  );
  expect(() => repository.init()).toThrow(/is not UTF-8/);
  expect(repository.exists(repository.plain(app))).toBe(false);
});

describe('rotation in a plain file', () => {
  const rotated = (plain: string, value: string | Buffer): string => {
    const repository = aRepository();
    repository.write(repository.plain(app), head + plain);
    repository.rotate(app, { key: 'JWT_SECRET', given: { JWT_SECRET: value } });
    const { JWT_SECRET } = openedBytes(repository.read(repository.sealed(app)), key.privateKey);
    expect(JWT_SECRET).toEqual(Buffer.from(value as string));
    return repository.read(repository.plain(app)).slice(head.length);
  };

  test.each<[string, string, string | Buffer, string]>([
    [
      'base64',
      'data: {JWT_SECRET: YQ==}\n',
      binary,
      `data: {JWT_SECRET: "${binary.toString('base64')}"}\n`,
    ],
    [
      'text',
      'stringData:\n  JWT_SECRET: a # r\n',
      'b: #',
      'stringData:\n  JWT_SECRET: "b: #" # r\n',
    ],
    [
      'both',
      'data: {JWT_SECRET: YQ==}\nstringData: {JWT_SECRET: a}\n',
      'b',
      'data: {JWT_SECRET: YQ==}\nstringData: {JWT_SECRET: "b"}\n',
    ],
    ['CRLF', 'stringData:\r\n  JWT_SECRET: a\r\n', 'b', 'stringData:\r\n  JWT_SECRET: b\r\n'],
  ])('keeps its form: %s', (_, plain, value, after) => {
    expect(rotated(plain, value)).toBe(after);
  });

  test.each<[string, string, string | Buffer]>([
    ['bytes where text stands', 'stringData: {JWT_SECRET: a}\n', binary],
    ['a value that another one refers to', 'stringData: {JWT_SECRET: &a x, REDIS_URL: *a}\n', 'b'],
    ['a key apart from its value', 'stringData:\n  ? JWT_SECRET\n  : x\n', 'b'],
    ['values behind an alias', 'data: &a {JWT_SECRET: YQ==}\nstringData: *a\n', 'b'],
  ])('of %s is refused, and nothing is sealed', (_, plain, value) => {
    expect(() => rotated(plain, value)).toThrow(/cannot be put into$/);
  });
});

describe('an existing sealed file', () => {
  const sealedWith = (edit: (text: string) => string | Buffer) => {
    const repository = aRepository(aPlan());
    repository.fill(app, { JWT_SECRET: 'a', REDIS_URL: 'b' });
    repository.seal();
    const path = repository.sealed(app);
    const before = Buffer.from(edit(repository.read(path)) as string);
    writeBytes(repository.root, path, before);
    repository.fill(app, { JWT_SECRET: 'new' });
    const reseal = () => {
      repository.seal();
      return repository.read(path);
    };
    return { before: before.toString(), reseal, now: () => repository.read(path) };
  };
  const value = /(JWT_SECRET["']?:\s+)(\S+)/;

  test.each<[string, (text: string) => string]>([
    ['remarks', (text) => `# \u00e9 \u{1f600}\n${text.replace(value, '$1$2  # why\t')}# end`],
    ['a mark of byte order', (text) => `\uFEFF${text}`],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['NUL and other line ends in remarks', (text) => `# a\0b\u0085c\u2028d\n${text}`],
    [
      'keys of every object',
      (text) => text.replace(value, 'constructor: QQ==\n    __proto__: QQ==\n    $1$2'),
    ],
    ['an end and what is behind it', (text) => `---\n${text}...\n# after\n`],
  ])('keeps every other byte: %s', (_, edit) => {
    const { before, reseal } = sealedWith(edit);
    const after = reseal();
    expect(after).not.toBe(before);
    expect(after.replace(value, '$1x')).toBe(before.replace(value, '$1x'));
  });

  test.each<[string, (text: string) => string | Buffer, RegExp]>([
    [
      'has remarks in Latin-1',
      (text) => Buffer.from(`# caf\u00e9\n${text}`, 'latin1'),
      /is not UTF-8/,
    ],
    [
      'writes a key apart from its value',
      (text) => text.replace(value, '? JWT_SECRET\n    : $2'),
      /cannot be put into/,
    ],
    [
      'shares a value',
      (text) => text.replace(value, '$1&a $2\n    OTHER: *a'),
      /sealed-budget-server-secrets\.yaml has an alias/,
    ],
    [
      'has a key twice',
      (text) => text.replace(value, '$1$2\n    $1$2'),
      /is not YAML that can be edited/,
    ],
  ])('that %s is refused by name, and stays', (_, edit, message) => {
    const { before, reseal, now } = sealedWith(edit);
    expect(reseal).toThrow(message);
    expect(now()).toBe(before);
  });
});
