import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * What each folder of src/ may import beside itself and errors.ts, from the bottom up: a row names only rows above it.
 * The command line imports everything; the other files of src/ are entry points.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  render: ['domain'],
  kubernetes: ['domain', 'render'],
  stores: ['domain', 'kubernetes', 'render'],
  config: ['domain', 'stores'],
  plan: ['domain', 'config', 'stores'],
  files: ['domain', 'kubernetes', 'plan', 'render', 'stores'],
  disk: ['domain'],
  git: ['disk', 'domain'],
  write: ['disk', 'domain', 'git', 'render'],
  rendered: ['disk', 'domain', 'git'],
  review: ['domain', 'plan', 'render', 'rendered', 'write'],
  release: ['disk', 'domain', 'git', 'plan', 'write'],
  secrets: ['disk', 'domain', 'config', 'git', 'plan', 'write'],
  'config-editor': [],
  projen: ['disk', 'domain', 'config', 'git', 'plan', 'render', 'files', 'write', 'review'],
};

/** A config imports our package by its name, and gets the entry point of the host that runs it. */
const entryPoints = ['index', 'resync', 'version'];

/**
 * What each folder of src/files/ may import of the others, from the bottom up: a row names only rows above it,
 * so that there can be no cycle. `index.ts` lists them all.
 */
const filesMayImport: Readonly<Record<string, readonly string[]>> = {
  writing: [],
  workflows: [],
  'chart-parts': [],
  runtime: ['workflows'],
  application: ['runtime'],
  'path-issues': ['runtime'],
  secrets: ['runtime', 'writing'],
  monitoring: ['chart-parts', 'secrets', 'writing'],
  routing: ['chart-parts', 'secrets', 'writing'],
  messaging: ['chart-parts', 'secrets', 'writing'],
  k8s: ['messaging', 'monitoring', 'routing', 'secrets'],
  facts: ['k8s'],
  kustomize: ['k8s'],
  helm: ['chart-parts', 'k8s', 'messaging', 'monitoring', 'routing', 'writing'],
  packaging: ['helm', 'kustomize', 'workflows', 'writing'],
  preflight: ['k8s', 'messaging', 'monitoring', 'routing', 'secrets', 'writing'],
  bootstrap: ['routing'],
  infrastructure: ['bootstrap', 'monitoring', 'routing', 'writing'],
  ci: ['packaging', 'runtime', 'workflows', 'writing'],
  delivery: [
    'ci',
    'k8s',
    'messaging',
    'monitoring',
    'packaging',
    'preflight',
    'routing',
    'runtime',
    'secrets',
    'workflows',
    'writing',
  ],
  compose: ['messaging'],
  docs: [
    'delivery',
    'k8s',
    'messaging',
    'monitoring',
    'packaging',
    'preflight',
    'routing',
    'runtime',
    'secrets',
    'writing',
  ],
};

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort();

test('every folder has its row in the table, and imports only what it says', () => {
  const wrong = sources
    .filter((path) => path.includes('/') && !path.startsWith('cli/'))
    .flatMap((path) => {
      const own = folderOf(path);
      const entries = own === 'projen' ? entryPoints : [];
      const allowed = new Set(['errors', own, ...(mayImport[own] ?? []), ...entries]);
      return [
        ...(mayImport[own] === undefined ? [`src/${own} has no row`] : []),
        ...importsOf(path)
          .filter((target) => !allowed.has(folderOf(target)))
          .map((target) => `src/${path} imports ${target}`),
      ];
    });
  expect(wrong).toEqual([]);
});

test('docs/architecture.md has the same tables', () => {
  const page = readFileSync(join(root, '../docs/architecture.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w/-]+)(?:\/|\.ts)` \| ([^|]*) \|/gm)].map(
    ([, ...row]) => row,
  );
  const said = [
    ...Object.entries(mayImport).map(([name, allowed]) => [
      name,
      ['errors', ...allowed].join(', '),
    ]),
    ['cli', 'everything'],
    ...Object.entries(filesMayImport).map(([name, allowed]) => [
      `files/${name}`,
      allowed.join(', ') || 'nothing',
    ]),
  ];
  expect(rows).toEqual(said);
});

test.each([
  ['src', mayImport],
  ['src/files', filesMayImport],
])('the table of %s has no cycle', (_, table) => {
  const rows = Object.keys(table);
  const upwards = Object.entries(table).flatMap(([row, allowed], index) =>
    allowed
      .filter((name) => !rows.slice(0, index).includes(name))
      .map((name) => `${row}: ${name} does not stand above it`),
  );
  expect(upwards).toEqual([]);
});

test('a folder of files imports only what its row says, and needs all of it', () => {
  const found = new Map<string, Set<string>>();
  for (const path of sources.filter((one) => one.startsWith('files/') && one !== 'files/index.ts'))
    for (const target of importsOf(path).filter((one) => one.startsWith('files/'))) {
      const [own, other] = [rowOf(path), rowOf(target)];
      const targets = found.get(own) ?? new Set();
      if (own !== other) targets.add(other);
      found.set(own, targets);
    }
  const said = Object.entries(filesMayImport).map(([row, allowed]) => [row, [...allowed].sort()]);
  const done = said.map(([row]) => [row, [...(found.get(String(row)) ?? [])].sort()]);
  expect([...found.keys()].filter((row) => filesMayImport[row] === undefined)).toEqual([]);
  expect(Object.fromEntries(done)).toEqual(Object.fromEntries(said));
});

test('the engine depends on two packages, which run everywhere', () => {
  const engine = sources.filter((path) =>
    ['domain', 'render', 'kubernetes', 'stores', 'config', 'plan', 'files'].includes(
      folderOf(path),
    ),
  );
  const packages = engine.flatMap((path) =>
    [
      ...readFileSync(join(root, path), 'utf8').matchAll(/(?: from |\bimport\()'([@\w][^'\n]*)'/g),
    ].map(([, name = '']) => name.replace(/^(@[^/]+\/[^/]+|[^/@]+).*$/, '$1')),
  );
  expect([...new Set(packages)].sort()).toEqual(['@noble/hashes', 'zod']);
});

/** The folder in src/ of a file, or its name where it stands in src/ itself. */
const folderOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.ts$/, '');

const rowOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');

/** The files of ours that a file imports. */
function importsOf(path: string): readonly string[] {
  return [
    ...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g),
  ].map(([, target = '']) => new URL(target, `file:///${path}`).pathname.slice(1));
}
