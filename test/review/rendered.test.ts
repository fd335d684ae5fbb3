import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commentMarker } from '../../src/domain/comment-marker.ts';
import { objectChanges } from '../../src/review/object-changes.ts';
import { isUnchanged, diffEnvironments } from '../../src/review/environment-diff.ts';
import type { EnvironmentDiff } from '../../src/review/environment-diff.ts';
import { linesOf } from '../../src/review/object-lines.ts';
import { commentOf } from '../../src/review/comment.ts';
import { objectsIn } from '../../src/rendered/objects.ts';
import { checkOutTree, withScratch } from '../../src/rendered/trees.ts';
import { writeResyncedTree } from '../../src/review/project-tree.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { kustomizeBinary } from '../kustomize/binary.ts';
import { aFile, aFolder, options, put, treeOf } from '../write/helpers.ts';

let bin = '';
const path = process.env['PATH'];
beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), 'bin-'));
  chmodSync(bin, 0o755);
  symlinkSync(kustomizeBinary, join(bin, 'kustomize'));
  process.env['PATH'] = `${bin}:${String(path)}`;
});
afterAll(() => {
  process.env['PATH'] = path;
  rmSync(bin, { recursive: true });
});

const lines = (before: string, after: string): string[] =>
  linesOf({
    environment: 'dev',
    kind: 'compared',
    objects: objectChanges(objectsIn(before), objectsIn(after)),
  });
const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}\nspec: ${spec}\n`;

test('objects come, go and change by their group, kind, namespace and name', () => {
  const before = `${pod('{a: 1}')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n`;
  const after = `${pod('{a: 2}')}---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: x}\n`;
  expect(lines(before, after)).toEqual([
    '@@ Pod n/a @@',
    '-   spec.a: 1',
    '+   spec.a: 2',
    '- apps/Deployment x',
    '+ batch/Job x',
  ]);
  expect(lines(before, before.split('---\n').reverse().join('---\n'))).toEqual([]);
});

test.each([
  [
    'items with names are compared by name',
    '{c: [{name: x, i: 1}, {name: y, i: 1}]}',
    '{c: [{name: y, i: 2}, {name: x, i: 1}]}',
    ['-   spec.c[y].i: 1', '+   spec.c[y].i: 2'],
  ],
  [
    'an order alone is a change too',
    '{c: [{name: x}, {name: y}]}',
    '{c: [{name: y}, {name: x}]}',
    ['-   spec.c: [{"name":"x"},{"name":"y"}]', '+   spec.c: [{"name":"y"},{"name":"x"}]'],
  ],
  [
    'other items by place',
    '{c: [1, 2]}',
    '{c: [1, 3, 4]}',
    ['-   spec.c[1]: 2', '+   spec.c[1]: 3', '-   spec.c[2]: absent', '+   spec.c[2]: 4'],
  ],
  ['a number is not its text', '{a: "1"}', '{a: 1}', ['-   spec.a: "1"', '+   spec.a: 1']],
  [
    'a key with dots is quoted',
    '{"a.b/c": 1}',
    '{"a.b/c": null}',
    ['-   spec["a.b/c"]: 1', '+   spec["a.b/c"]: null'],
  ],
  [
    'a new shape is one change',
    '{a: [1]}',
    '{a: {b: 1}}',
    ['-   spec.a: [1]', '+   spec.a: {"b":1}'],
  ],
])('%s', (_, before, after, expected) => {
  expect(lines(pod(before), pod(after)).slice(1)).toEqual(expected);
});

test('long values are cut', () => {
  expect(lines(pod('{a: 1}'), pod(`{a: ${'x'.repeat(5000)}}`)).join('\n').length).toBeLessThan(300);
});

test.each([
  [
    'a value',
    'kind: Secret\nmetadata: {name: s}\ndata: {p: c2VjcmV0MQ==}\n',
    'kind: Secret\nmetadata: {name: s}\ndata: {p: c2VjcmV0Mg==}\n',
    '-   data.p: (redacted)',
  ],
  [
    'a whole block',
    'kind: Secret\nmetadata: {name: s}\n',
    'kind: Secret\nmetadata: {name: s}\nstringData: {p: secret2}\n',
    '+   stringData: (redacted)',
  ],
  [
    'a copy in an annotation',
    'kind: Secret\nmetadata: {name: s, annotations: {last: secret1}}\n',
    'kind: Secret\nmetadata: {name: s, annotations: {last: secret2}}\n',
    '-   metadata.annotations.last: (redacted)',
  ],
  [
    'an unknown field',
    'kind: Secret\nmetadata: {name: s}\nextra: secret1\n',
    'kind: Secret\nmetadata: {name: s}\nextra: secret2\n',
    '-   extra: (redacted)',
  ],
  [
    'a sealed value',
    'kind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {p: secret1}}\n',
    'kind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {p: secret2}}\n',
    '-   spec.encryptedData.p: (redacted)',
  ],
])(
  'of a Secret that changes %s, the change is shown and the value is not',
  (_, before, after, line) => {
    const shown = lines(before, after);
    expect(shown).toContain(line);
    expect(shown.join('\n')).not.toMatch(/secret[12]|c2VjcmV0M/);
  },
);

const many = (count: number, value: string): EnvironmentDiff => ({
  environment: 'dev',
  kind: 'compared',
  objects: Array.from({ length: count }, (_, index) => ({
    key: `ConfigMap c${String(index)}`,
    kind: 'changed',
    fields: [{ field: 'data.a', before: '"x"', after: value }],
  })),
});

test('a comment starts with its marker and stays below what GitHub takes, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 3000 }),
          fc.constantFrom('"a"', '"\u{1f600}\u00e9"', `"${'\u4e2d'.repeat(160)}"`),
        ),
        { maxLength: 12 },
      ),
      (all) => {
        const text = commentOf(
          all.map(([count, value], index) => ({
            ...many(count, value),
            environment: `env${String(index)}`,
          })),
        );
        expect(text.startsWith(`${commentMarker}\n`)).toBe(true);
        expect(Buffer.byteLength(text)).toBeLessThan(65_536);
        expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
      },
    ),
    { numRuns: 25 },
  );
  expect(commentOf([many(3000, '"a"')])).toMatch(/\d+ more line\(s\)/);
  expect(
    Buffer.byteLength(commentOf(Array.from({ length: 900 }, () => many(1, '"a"')))),
  ).toBeLessThan(65_536);
});

test('nothing in a comment breaks out of its place', () => {
  const text = commentOf([
    {
      environment: '</summary>@team`',
      kind: 'compared',
      objects: [
        {
          key: 'ConfigMap a',
          kind: 'changed',
          fields: [{ field: 'data.a', before: '"```"', after: `"\`\`\`\`\`${commentMarker}"` }],
        },
      ],
    },
  ]);
  expect(text.split('\n').filter((line) => /^`{3,}/.test(line))).toEqual(['``````diff', '``````']);
  expect(text).not.toContain('</summary>@');
  expect(text.indexOf(commentMarker)).toBe(0);
});

const overlay = (label: string) => [
  aFile('k8s/base/kustomization.yaml', 'resources: [a.yaml]\n'),
  aFile(
    'k8s/base/a.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {label: ${label}}\n`,
  ),
  aFile(
    'k8s/overlays/dev/kustomization.yaml',
    'namespace: orders\nresources: [../../base, ../../../shared]\n',
  ),
];
const shared = {
  'shared/kustomization.yaml': 'resources: [b.yaml]\n',
  'shared/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n',
  'other/large.bin': 'x',
};

test('what a resync would change is rendered without touching the project, references out of k8s/ included', () => {
  const root = aFolder(shared);
  resync(root, overlay('old'), options);
  const before = treeOf(root);
  const diffs = withScratch((scratch) => {
    writeResyncedTree(
      root,
      planChanges(
        root,
        [
          ...overlay('new'),
          aFile('k8s/overlays/qa/kustomization.yaml', 'resources: [../../base]\n'),
        ],
        options,
      ),
      scratch,
    );
    return diffEnvironments(root, scratch);
  });
  expect(diffs.flatMap((diff) => [diff.environment, ...linesOf(diff)])).toEqual([
    'dev',
    '@@ ConfigMap orders/a @@',
    '-   data.label: "old"',
    '+   data.label: "new"',
    'qa',
    '+ ConfigMap a',
  ]);
  expect(treeOf(root)).toEqual(before);
});

test('a commit is compared with the working tree, also of a subfolder, and the index stays as it is', () => {
  const repository = aFolder();
  const root = join(repository, 'services/orders');
  for (const [file, text] of Object.entries(shared)) put(root, file, text);
  resync(root, overlay('old'), options);
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '-q', repository);
  git('add', '--all', '.');
  git('commit', '-qm', 'x');
  put(root, 'staged.txt', 'x');
  git('add', 'staged.txt');
  resync(root, overlay('new'), options);
  const status = git('status', '--porcelain');
  const diffs = withScratch((scratch) => {
    checkOutTree(root, 'HEAD', scratch);
    expect(readdirSync(scratch).sort()).toEqual(['.gitops', 'k8s', 'other', 'shared']);
    return diffEnvironments(scratch, root);
  });
  expect(diffs.flatMap(linesOf)).toEqual([
    '@@ ConfigMap orders/a @@',
    '-   data.label: "old"',
    '+   data.label: "new"',
  ]);
  expect(git('status', '--porcelain')).toBe(status);
  for (const commit of ['nope', '--help', 'HEAD:k8s'])
    expect(() => withScratch((scratch) => checkOutTree(root, commit, scratch))).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringContaining('git cannot read'),
      }),
    );
});

test('an overlay that does not build is said, with its side', () => {
  const root = aFolder(shared);
  resync(root, overlay('old'), options);
  const broken = withScratch((scratch) => {
    writeResyncedTree(
      root,
      planChanges(
        root,
        [
          ...overlay('old').slice(1),
          aFile('k8s/base/kustomization.yaml', 'resources: [absent.yaml]\n'),
        ],
        options,
      ),
      scratch,
    );
    return diffEnvironments(root, scratch);
  });
  expect(broken).toEqual([
    {
      environment: 'dev',
      kind: 'failed',
      side: 'after',
      message: expect.stringContaining('absent.yaml') as string,
    },
  ]);
  expect(isUnchanged(broken)).toBe(false);
});

test('without kustomize and kubectl it is said how to get one', () => {
  const root = aFolder(shared);
  resync(root, overlay('old'), options);
  process.env['PATH'] = aFolder();
  try {
    expect(() => diffEnvironments(root, root)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        hint: expect.stringContaining('Install kubectl'),
      }),
    );
  } finally {
    process.env['PATH'] = `${bin}:${String(path)}`;
  }
});
