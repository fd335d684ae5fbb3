import fc from 'fast-check';
import { applyPatch } from 'diff';
import { expect, test } from 'vitest';
import { fileDiffs } from '../../src/review/file-diff.ts';
import { patchOf, statOf } from '../../src/review/patch.ts';
import type { Change } from '../../src/write/change.ts';

const aChange = (
  before: string | undefined,
  after: string | undefined,
  more: Partial<Change> = {},
): Change => ({
  path: 'k8s/a.yaml',
  kind: 'repair',
  reason: 'drift',
  rescued: false,
  acceptable: false,
  entry: undefined,
  before: before === undefined ? undefined : Buffer.from(before, 'latin1'),
  after:
    after === undefined ? undefined : { bytes: Buffer.from(after, 'latin1'), executable: false },
  ...more,
});
const patch = (
  before: string | undefined,
  after: string | undefined,
  more: Partial<Change> = {},
): string => patchOf(fileDiffs([aChange(before, after, more)])).join('\n');

test('a change is shown with three lines around it, below its reason', () => {
  expect(patch('1\n2\n3\n4\nold\n6\n', '1\n2\n3\n4\nnew\n6\n')).toBe(
    '# k8s/a.yaml: drift\n--- a/k8s/a.yaml\n+++ b/k8s/a.yaml\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-old\n+new\n 6',
  );
});

test('a patch leads from one side to the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', '- x', '+++ y'), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      expect(applyPatch(before, patch(before, after).split('\n').slice(1).join('\n'))).toBe(after);
    }),
  );
});

test('new and vanishing files come from and go to nowhere', () => {
  expect(patch(undefined, 'a\n', { kind: 'create' })).toContain(
    '--- /dev/null\n+++ b/k8s/a.yaml\n@@ -0,0 +1 @@\n+a',
  );
  expect(patch('a\n', undefined, { kind: 'delete' })).toContain(
    '--- a/k8s/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a',
  );
});

test('what is as wanted, and what its owner keeps, is no change', () => {
  expect(
    fileDiffs([
      aChange('a', undefined, { kind: 'unchanged' }),
      aChange('a', undefined, { kind: 'kept' }),
    ]),
  ).toEqual([]);
});

test('the line ends of a CRLF checkout are no difference, those of a shared file stay', () => {
  expect(patch('a\r\nb\r\n', 'a\nc\n')).toMatch(/ a\n-b\n\+c$/);
  expect(patch('a\r\nb\r\n', 'a\r\nc\r\n')).toContain(' a\r\n-b\r\n+c');
});

test.each([
  ['a lost mode', aChange('a', 'a'), 'only the mode changes'],
  ['bytes that are not text', aChange('\u00ff\u00fe', 'a'), 'binary'],
  ['a zero byte', aChange('a\u0000', 'a'), 'binary'],
  [
    'a plain secret',
    aChange('password: x', 'y', { path: 'k8s/db.secret.yaml' }),
    'contains secrets',
  ],
  ['a sealed secret', aChange('x', 'y', { path: 'secrets/sealed-db.yaml' }), 'contains secrets'],
  ['an environment file', aChange('A=1', 'A=2', { path: '.env.local' }), 'contains secrets'],
])('of %s only a note is shown', (_, change, note) => {
  expect(fileDiffs([change])).toMatchObject([
    { lines: [], note: expect.stringContaining(note) as string },
  ]);
});

const secret = (password: string, label = 'a'): string =>
  `# db\napiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  labels: {x: ${label}}\n` +
  `stringData:\n  # was swordfish once\n  user: orders\n  password: ${password}\n`;

test('values of a Secret are never shown, its other lines are', () => {
  const [diff] = fileDiffs([aChange(secret('hunter2secret'), secret('changed-it', 'b'))]);
  expect(diff?.note).toContain('not shown');
  expect(diff?.lines.join('\n')).toContain('+  labels: {x: b}');
  expect(diff?.lines.join('\n')).not.toMatch(/hunter2|changed-it|swordfish|orders/);
});

test.each([
  ['in one line', 'kind: Secret\ndata: {password: aHVudGVyMnNlY3JldA==}\nmetadata: {name: x}\n'],
  [
    'in JSON',
    '{"apiVersion": "v1", "kind": "Secret", "data": {"password": "aHVudGVyMnNlY3JldA=="}}',
  ],
  [
    'over several lines',
    'kind: Secret\nstringData:\n  password: |\n    hunter2secret\n    hunter2secret\n',
  ],
  [
    'copied into an annotation',
    'kind: Secret\nmetadata:\n  annotations: {last: "hunter2secret"}\nstringData:\n  password: hunter2secret\n',
  ],
  [
    'decoded beside its code',
    'kind: Secret\nmetadata:\n  name: hunter2secret\ndata:\n  password: aHVudGVyMnNlY3JldA==\n',
  ],
  [
    'between conflict markers',
    '<<<<<<< HEAD\nkind: Secret\n=======\nkind: Secret\n>>>>>>> x\nstringData:\n  password: hunter2secret\n',
  ],
  ['in a list', 'kind: List\nitems:\n- kind: Secret\n  stringData:\n    password: hunter2secret\n'],
  ['with quoted keys', '"kind": "Secret"\n"stringData":\n  "password": "hunter2secret"\n'],
])('a value of a Secret %s is not shown', (_, text) => {
  for (const [before, after] of [
    [text, 'a: 1\n'],
    ['a: 1\n', text],
    [text, text.replace('Secret', 'Secret ')],
  ] as const) {
    expect(patch(before, after)).not.toMatch(/hunter2secret|aHVudGVyMnNlY3JldA/);
  }
});

test('statistics count lines and sum them up', () => {
  expect(
    statOf(fileDiffs([aChange('a\nb\n', 'a\nc\nd\n'), aChange('\u0000', 'a', { path: 'b' })])),
  ).toEqual(['k8s/a.yaml  +2 -1', 'b           binary: content not shown', '2 file(s), +2 -1']);
});

test('two large texts that share nothing are compared in time', () => {
  const text = (word: string): string =>
    Array.from(
      { length: 20_000 },
      (_, index) => `${word} ${String((index * 7919) % 20_011)}\n`,
    ).join('');
  expect(fileDiffs([aChange(text('a'), text('b'))])).toMatchObject([
    { added: 20_000, removed: 20_000 },
  ]);
});
