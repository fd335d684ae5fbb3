import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUnchanged, diffEnvironments } from '../../src/review/environment-diff.ts';
import { linesOf } from '../../src/review/object-lines.ts';
import { withScratch } from '../../src/disk/scratch.ts';
import { checkOutTree } from '../../src/rendered/trees.ts';
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

test.skipIf(process.platform === 'win32').each([
  ['cannot be run', 0o644, '', 'EACCES'],
  ['is killed', 0o755, 'kill -9 $$', 'kustomize was stopped by SIGKILL'],
  ['is killed after it has printed', 0o755, 'echo "kind: List"; kill -9 $$', 'SIGKILL'],
])('that kustomize %s is no answer', (_, mode, script, reason) => {
  const root = aFolder(shared);
  resync(root, overlay('old'), options);
  const own = aFolder({ kustomize: `#!/bin/sh\n${script}\n` });
  chmodSync(join(own, 'kustomize'), mode);
  process.env['PATH'] = own;
  try {
    expect(() => diffEnvironments(root, root)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        exitCode: 3,
        message: expect.stringMatching(`^cannot find out what the manifests build to: .*${reason}`),
      }),
    );
  } finally {
    process.env['PATH'] = `${bin}:${String(path)}`;
  }
});
