import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { Commented } from '../../src/index.ts';
import { outcomeOf, refusalOf } from './outcome.ts';

const file = {
  path: 'x.yaml',
  content: { kind: 'text', text: 'x\n' },
  ownership: { kind: 'managed' },
  executable: false,
  origin: { feature: 'own', keys: [] },
};
const yaml = (document: unknown) => ({ ...file, content: { kind: 'yaml', documents: [document] } });
const json = (value: unknown) => ({ ...file, content: { kind: 'json', value } });
const shared = (ours: unknown, content: unknown) => ({
  ...file,
  content,
  ownership: { kind: 'shared', ours },
});
const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
const deep = Array.from({ length: 200 }).reduce<unknown>((inner) => [inner], 1);
const evil = {
  get path(): string {
    throw new Error('no');
  },
};
class Odd {}

test.each<readonly [name: string, added: unknown, line: string]>([
  ['nothing', undefined, 'must be { path, content, ownership, executable, origin }, not undefined'],
  ['null', null, 'must be { path, content, ownership, executable, origin }, not null'],
  ['text', 'x', 'must be { path, content, ownership, executable, origin }, not a string'],
  ['a promise', Promise.resolve(file), 'not an object of Promise'],
  ['what throws', evil, 'cannot be read: no'],
  ['an unknown key', { ...file, mode: 1 }, 'mode unknown key'],
  ['no path', { ...file, path: 1 }, 'path must be text, not a number'],
  ['a way out', { ...file, path: '../x' }, 'path contains the segment ".."'],
  ['the config', { ...file, path: '.projenrc.ts' }, 'path is the config, which no run changes'],
  ['the config in capitals', { ...file, path: '.PROJENRC.TS' }, 'path is the config, which no run'],
  ['a hook', { ...file, path: '.git/hooks/x' }, 'path is inside .git'],
  [
    'our inventory',
    { ...file, path: '.gitops/inventory.json' },
    'path is reserved for the records',
  ],
  ['our folder', { ...file, path: '.GitOps/x' }, 'path is reserved for the records of this tool'],
  ['an absolute path', { ...file, path: '/x' }, 'path is absolute'],
  ['no content', { ...file, content: undefined }, 'content must be one of { kind: "text", … }'],
  ['an unknown content', { ...file, content: { kind: 'toml' } }, 'content must be one of'],
  [
    'a text that is none',
    { ...file, content: { kind: 'text', text: 1 } },
    'must be text, not a number',
  ],
  [
    'half a character',
    { ...file, content: { kind: 'text', text: '\ud800' } },
    'half of a surrogate',
  ],
  [
    'a huge text',
    { ...file, content: { kind: 'text', text: 'x'.repeat(11e6) } },
    'more than 10485760',
  ],
  ['no documents', { ...file, content: { kind: 'yaml' } }, 'content.documents must be a list'],
  ['no document', { ...file, content: { kind: 'yaml', documents: [] } }, 'at least one document'],
  ['NaN', yaml({ a: NaN }), 'content.documents.0.a must not be NaN'],
  ['Infinity', json({ a: [Infinity] }), 'content.value.a.0 must not be Infinity'],
  ['a hole', yaml({ a: [undefined] }), 'content.documents.0.a.0 must not be undefined'],
  ['a function', yaml({ a: () => 1 }), 'content.documents.0.a must not be a function'],
  ['a symbol', json({ a: Symbol('x') }), 'content.value.a must not be a symbol'],
  ['a big integer', json({ a: 1n }), 'content.value.a must not be a bigint'],
  ['a date', yaml({ a: new Date(0) }), 'content.documents.0.a must not be an object of Date'],
  ['a map', yaml({ a: new Map() }), 'content.documents.0.a must not be an object of Map'],
  ['a class', yaml({ a: new Odd() }), 'content.documents.0.a must not be an object of Odd'],
  ['a cycle', yaml(cyclic), 'content.documents.0.self contains itself'],
  ['a depth', json(deep), 'is deeper than 100 levels'],
  [
    'a bad remark',
    yaml(new Commented(1, { after: 2 as unknown as string })),
    '.after must be text',
  ],
  ['a date in a remark', yaml(new Commented(new Date(0) as never, {})), 'an object of Date'],
  ['no ownership', { ...file, ownership: undefined }, 'ownership must be one of'],
  ['an unknown ownership', { ...file, ownership: { kind: 'mine' } }, 'ownership must be one of'],
  ['a word as ownership', { ...file, ownership: 'managed' }, 'ownership must be one of'],
  [
    'an odd marker',
    { ...file, ownership: { kind: 'managed', marker: 1 } },
    'ownership.marker must',
  ],
  [
    'a sample',
    { ...file, ownership: { kind: 'sample' } },
    'ownership.restored must be true or false',
  ],
  ['shared nothing', shared(undefined, file.content), 'ownership.ours must be one of'],
  [
    'keys of text',
    shared({ kind: 'keys', paths: [['a']] }, file.content),
    'must share keys only of',
  ],
  [
    'a block of YAML',
    shared({ kind: 'block' }, yaml({}).content),
    'must share a block only of text',
  ],
  ['absent keys', shared({ kind: 'keys', paths: [['b']] }, yaml({ a: 1 }).content), 'shares "b"'],
  ['odd keys', shared({ kind: 'keys', paths: 'a' }, yaml({ a: 1 }).content), 'must be a list, not'],
  [
    'entries of no list',
    shared({ kind: 'entries', path: ['a'], key: 'n' }, yaml({ a: 1 }).content),
    'shares entries of "a", which is no list',
  ],
  ['an odd mode', { ...file, executable: 1 }, 'executable must be true or false, not a number'],
  ['no origin', { ...file, origin: undefined }, 'origin must be { feature, keys }, not undefined'],
  ['a path of ours', { ...file, path: 'compose.yaml' }, '"compose.yaml" is described twice'],
  ['a path in capitals', { ...file, path: 'README.MD' }, 'are the same on macOS and Windows'],
  ['a file as a folder', { ...file, path: 'README.md/x' }, '"README.md" is a file'],
])('customize may not add %s', (_, added, line) => {
  const lines = refusalOf({ customize: (files: readonly unknown[]) => [...files, added] });
  expect(lines.join('\n')).toContain(line);
});

test.each<readonly [name: string, customize: unknown, message: string]>([
  ['no function', 5, 'customize: must be a function, not a number'],
  ['null', null, 'customize: must be a function, not null'],
  ['nothing', () => {}, 'customize must return a list of files, not undefined'],
  ['an object', () => ({}), 'customize must return a list of files, not an object'],
  ['a promise', () => Promise.resolve([]), 'customize must return a list of files, not a promise'],
  [
    'a throw',
    () => {
      throw new Error('oops');
    },
    'customize failed: oops',
  ],
  ['a list that it has turned around', (files: unknown[]) => files.reverse(), 'customize failed: '],
  [
    'a changed file',
    (files: { path: string }[]) => {
      for (const one of files) one.path = 'x';
      return files;
    },
    'customize failed: ',
  ],
  [
    'a changed content',
    (files: { content: { text?: string } }[]) => {
      for (const one of files) one.content.text = 'x';
      return files;
    },
    'customize failed: ',
  ],
])('a customize that is or returns %s is refused', (_, customize, message) => {
  expect(refusalOf({ customize }).join('\n')).toContain(message);
});

test('everything that is wrong is said at once, with the path', () => {
  const customize = (files: readonly unknown[]) => [
    ...files,
    { ...file, path: '.git/x', executable: 'yes' },
    null,
  ];
  expect(refusalOf({ customize })).toEqual([
    '".git/x": executable must be true or false, not a string',
    '".git/x": path is inside .git',
    expect.stringMatching(/^file \d+: must be \{ path/),
  ]);
});

test('what a kustomization is made of is not removed', () => {
  const customize = (files: readonly { path: string }[]) =>
    files.filter(({ path }) => path !== 'k8s/base/deployment.yaml');
  expect(refusalOf({ customize })).toEqual([
    '"k8s/base/deployment.yaml" is removed, but k8s/base/kustomization.yaml needs it',
  ]);
});

test.each([
  ['as they are', (files: readonly unknown[]) => files],
  ['as a copy', (files: readonly unknown[]) => files.map((one) => ({ ...(one as object) }))],
  [
    'as a deep copy',
    (files: readonly { path: string }[]) =>
      files.map((one) => (one.path.endsWith('.md') ? structuredClone(one) : one)),
  ],
  [
    'with one more',
    (files: readonly unknown[]) => [
      ...files,
      yaml({ a: new Commented('b', { after: 'c' }), b: undefined }),
    ],
  ],
  [
    'with a shared one',
    (files: readonly unknown[]) => [
      ...files,
      shared({ kind: 'keys', paths: [['a']] }, yaml({ a: 1 }).content),
    ],
  ],
])('customize may return the files %s', (_, customize) => {
  const outcome = outcomeOf({ customize });
  expect(outcome).not.toBeInstanceOf(UserError);
});
