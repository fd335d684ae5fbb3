import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileSpec } from '../../src/render/spec.ts';
import { JOURNAL_PATH, LOCK_PATH } from '../../src/domain/file-paths.ts';
import { resync } from '../../src/write/resync.ts';
import { aFile, block, jsonKeys, managed, sample, yamlEntries } from './helpers.ts';

const first: readonly FileSpec[] = [
  aFile('k8s/updated.yaml', 'a: 1\n'),
  aFile('k8s/drifted.yaml', 'b: 1\n'),
  aFile('k8s/missing.yaml', 'c: 1\n'),
  aFile('gone/old.yaml', 'd: 1\n'),
  aFile('gone/deep/edited.yaml', 'e: 1\n'),
  aFile('docs/guide', 'f\n'),
  aFile('bin/run.sh', '#!/bin/sh\n', managed, true),
  aFile('src/app.ts', 'app\n', sample),
  aFile('.gitignore', 'dist/\n', block),
  jsonKeys('package.json', { scripts: { build: 'one' } }, ['scripts', 'build']),
  yamlEntries('release.yaml', { images: [{ name: 'api', newTag: 'none' }] }, ['images'], 'name'),
  jsonKeys('gone/shared.json', { ours: 1 }, ['ours']),
];

/** What is wanted now: of every kind of change that there is, one. */
export const wantedNow: readonly FileSpec[] = [
  aFile('k8s/updated.yaml', 'a: 2\n'),
  aFile('k8s/drifted.yaml', 'b: 1\n'),
  aFile('k8s/missing.yaml', 'c: 1\n'),
  aFile('k8s/foreign.yaml', 'g: 1\n'),
  aFile('new/created.yaml', 'h: 1\n'),
  aFile('docs/guide/start.md', 'f\n'),
  aFile('bin/run.sh', '#!/bin/sh\nexit\n', managed, true),
  aFile('src/app.ts', 'app\n', sample),
  aFile('src/new.ts', 'new\n', sample),
  aFile('.gitignore', 'dist/\nout/\n', block),
  jsonKeys(
    'package.json',
    { scripts: { build: 'two', test: 'two' } },
    ['scripts', 'build'],
    ['scripts', 'test'],
  ),
  yamlEntries(
    'release.yaml',
    {
      images: [
        { name: 'api', newTag: 'none' },
        { name: 'web', newTag: 'none' },
      ],
    },
    ['images'],
    'name',
  ),
];

/** What people and CI did since the first resync: each of these lines has to survive. */
const edits: Readonly<Record<string, string>> = {
  'k8s/drifted.yaml': 'b: 1\n# remembered by Ann\n',
  'k8s/foreign.yaml': 'foreign: true\n',
  'gone/deep/edited.yaml': 'e: 1\nkept-by-hand: 1\n',
  'src/app.ts': 'my app\n',
  '.gitignore':
    'my-secrets/\n# >>> create-gitops-service\ndist/\nmy-line-in-your-block/\n# <<< create-gitops-service\n',
  'package.json':
    '{\n    "name": "mine",\n    "scripts": {"build": "mine-instead", "lint": "mine"}\n}\n',
  'release.yaml': 'images:\n  - name: api\n    newTag: "from-ci-77" # kept\n',
  'notes.txt': 'my notes\n',
  'gone/shared.json': '{"ours": 1, "mine-beside": true}\n',
  'gone/mine.txt': 'my neighbour\n',
};
export const userWords = [
  '# remembered by Ann',
  'foreign: true',
  'kept-by-hand: 1',
  'my app',
  'my-secrets/',
  'my-line-in-your-block/',
  'mine-instead',
  '"lint": "mine"',
  'from-ci-77" # kept',
  'my notes',
  'my neighbour',
  'mine-beside',
];

/** Fills a folder with what a resync of last year wrote and people changed since. */
export function live(root: string): void {
  resync(root, first, { takeOver: false, toolVersion: '1.0.0' });
  rmSync(join(root, 'k8s/missing.yaml'));
  for (const [path, text] of Object.entries(edits)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Mode and bytes of every file, and the target of every link, below a folder, git's own aside. */
export function bytesOf(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return new Map(
    files
      .filter((path) => !path.startsWith('.git/') && !path.startsWith('node_modules/'))
      .sort()
      .map((path) => {
        const entry = lstatSync(join(root, path));
        return [
          path,
          entry.isSymbolicLink()
            ? `link to ${readlinkSync(join(root, path))}`
            : `${(entry.mode & 0o777).toString(8)} ${readFileSync(join(root, path), 'latin1')}`,
        ];
      }),
  );
}

/**
 * The files of an interrupted run that are neither as before nor as
 * afterwards, those that only the run itself knows aside.
 */
export function halfWritten(
  now: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = [...new Set([...before.keys(), ...now.keys(), ...after.keys()])].filter(
    (path) => !isOfTheRun(path),
  );
  return paths.filter(
    (path) => now.get(path) !== before.get(path) && now.get(path) !== after.get(path),
  );
}

/** What a run that was killed may leave behind for the next one to clear. */
export const isOfTheRun = (path: string): boolean =>
  /(?:^|\/)\.gitops-[0-9a-f]{16}\.tmp$/.test(path) ||
  path.startsWith(LOCK_PATH) ||
  path === JOURNAL_PATH;

/** The words that stand nowhere any longer. */
export function lostWords(now: ReadonlyMap<string, string>, words: readonly string[]): string[] {
  const everything = [...now]
    .filter(([path]) => !path.endsWith('.tmp'))
    .map(([, text]) => text)
    .join('\n');
  return words.filter((word) => !everything.includes(word));
}
