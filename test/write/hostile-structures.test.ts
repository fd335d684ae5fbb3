import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entriesIn, imagesOf } from '../../src/release/release-file.ts';
import { redactPair } from '../../src/review/redact.ts';
import { planChanges } from '../../src/write/resync.ts';
import { aFolder, aSpec, get, jsonKeys, options, put, yamlEntries, yamlKeys } from './helpers.ts';

const ownership = { kind: 'managed' } as const;
const shared = { kind: 'shared', ours: { kind: 'keys', paths: [['a']] } } as const;

/** Aliases of aliases: a few hundred bytes that stand for ten billion values. */
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, index) =>
      `a${String(index + 1)}: &a${String(index + 1)} [${Array(10)
        .fill(`*a${String(index)}`)
        .join(', ')}]`,
  ),
  '',
].join('\n');

const deep = (depth: number): string => `a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;

/** YAML that nobody should read on, and why. */
const hostileYaml = [
  ['aliases of aliases', bomb, 'has an alias that cannot be resolved: its aliases multiply'],
  ['an alias of what it is in', 'a: &a\n  b: *a\n', 'it contains itself'],
  ['an alias of nothing', 'a: *b\n', 'Unresolved alias'],
  ['a list in a list, 101 times', deep(101), 'nested more than 100 levels deep'],
  ['a list in a list, 20,000 times', deep(20_000), 'nested more than 100 levels deep'],
  ['a key twice', 'b: 1\na: 1\na: 2\n', 'the key "a" stands twice in one mapping, again on line 3'],
  ['a key twice, far inside', 'b:\n  - c: 1\n    "c": 2\n', 'the key "c" stands twice'],
  ['more than 1 MiB', `# ${'x'.repeat(1 << 20)}\n`, 'is larger than 1 MiB'],
  ['several documents', 'a: 1\n---\na: 2\n', 'it has several documents'],
  ['no YAML', 'a: [\n', 'is not YAML that can be edited'],
] as const;

describe.each(hostileYaml)('YAML with %s', (_, text, reason) => {
  test('is refused in one sentence by whoever edits it, and stays', () => {
    const root = aFolder({ 'a.yaml': text });
    for (const spec of [
      yamlKeys('a.yaml', { ours: 1 }, ['ours']),
      yamlEntries('a.yaml', { images: [{ name: 'a' }] }, ['images'], 'name'),
    ]) {
      const [change] = planChanges(root, [spec], options);
      expect(change).toMatchObject({
        kind: 'conflict',
        reason: expect.stringContaining(reason) as string,
      });
      expect(change?.reason).not.toContain('\n');
    }
    expect(get(root, 'a.yaml')).toBe(text);
  });

  test('has no entries of a release, and no value of a Secret of it is shown', () => {
    expect(entriesIn(text).names).toEqual([]);
    const secret = `kind: Secret\ndata:\n  b: c2VjcmV0\n${text}`;
    expect(redactPair('a.yaml', secret, '')?.before ?? '').not.toContain('c2VjcmV0');
  });
});

test('a release file that cannot be read is refused with the same words', () => {
  expect(() => imagesOf('images: []\nimages: []\n')).toThrow(
    'the release file is not YAML that can be edited: the key "images" stands twice',
  );
});

test.each([
  ['a list in a list', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested more than 100'],
  ['more than 1 MiB', `{"a":"${'x'.repeat(1 << 20)}"}`, 'is larger than 1 MiB'],
  ['a comment without an end', '/*'.repeat(50_000), 'is not valid JSON'],
])('JSON with %s is refused in one sentence', (_, text, reason) => {
  const root = aFolder({ 'a.json': text });
  expect(planChanges(root, [jsonKeys('a.json', { ours: 1 }, ['ours'])], options)).toMatchObject([
    { kind: 'conflict', reason: expect.stringContaining(reason) as string },
  ]);
});

test('a mapping of many keys is read in a sensible time', () => {
  const text = Array.from({ length: 10_000 }, (_, index) => `k${String(index)}: 1\n`).join('');
  const root = aFolder({ 'a.yaml': text });
  const start = performance.now();
  planChanges(
    root,
    [yamlEntries('a.yaml', { images: [{ name: 'a' }] }, ['images'], 'name')],
    options,
  );
  expect(performance.now() - start).toBeLessThan(5000);
});

describe.each(['__proto__', 'constructor', 'prototype', 'toString'])('the key %s', (key) => {
  test('of somebody stays where it is, and is no key of ours', () => {
    const root = aFolder();
    put(root, 'a.json', `{\n  "${key}": { "mine": 1 },\n  "b": 1\n}\n`);
    put(root, 'a.yaml', `${key}:\n  mine: 1\nb: 1\n`);
    const changes = planChanges(
      root,
      [jsonKeys('a.json', { b: 2 }, ['b']), yamlKeys('a.yaml', { b: 2 }, ['b'])],
      options,
    );
    expect(changes.map(({ after }) => after?.bytes.toString())).toEqual([
      `{\n  "${key}": { "mine": 1 },\n  "b": 2\n}\n`,
      `${key}:\n  mine: 1\nb: 2\n`,
    ]);
  });

  test('of ours is set, kept and taken away like any other', () => {
    const wanted = Object.fromEntries([[key, { c: 1 }]]);
    const root = aFolder({ 'a.json': '{\n  "b": 1\n}\n', 'a.yaml': 'b: 1\n' });
    const specs = [jsonKeys('a.json', wanted, [key, 'c']), yamlKeys('a.yaml', wanted, [key, 'c'])];
    for (const { path, after } of planChanges(root, specs, options))
      writeFileSync(join(root, path), after?.bytes ?? '');
    expect(get(root, 'a.yaml')).toBe(`b: 1\n${key}:\n  c: 1\n`);
    expect(get(root, 'a.json')).toBe(`{\n  "b": 1,\n  "${key}": {\n    "c": 1\n  }\n}\n`);
    const changes = planChanges(root, specs, options);
    expect(changes.flatMap(({ path, kind }) => (path.startsWith('a.') ? kind : []))).toEqual([
      'unchanged',
      'unchanged',
    ]);
  });
});

test.each([
  ['text', { kind: 'text', text: 'a \ud83d\n' }],
  ['JSON', { kind: 'json', value: { a: ['\udc00'] } }],
  ['YAML', { kind: 'yaml', documents: [{ a: { '\ud83d': 1 } }] }],
] as const)('half of a surrogate pair in %s has no bytes, so it is not written', (_, content) => {
  const [managed, keys] = [aSpec('a', content, ownership), aSpec('b', content, shared)];
  for (const spec of content.kind === 'text' ? [managed] : [managed, keys])
    expect(() => planChanges(aFolder(), [spec], options)).toThrow('half of a surrogate pair');
});

test.each([
  ['text', { kind: 'text', text: '\\ud83d 😀\n' }],
  ['JSON', { kind: 'json', value: { a: '\\ud83d 😀 \\\\udc00' } }],
  ['YAML', { kind: 'yaml', documents: [{ a: '\\ud83d 😀 \u0000 \\udc00' }] }],
] as const)('a pair, and how a half is written, are text like any other in %s', (_, content) => {
  expect(planChanges(aFolder(), [aSpec('a', content, ownership)], options)).toHaveLength(1);
});
