import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * What each folder of src/files/ may import of the others, from the bottom up: a row names only rows above it,
 * so that there can be no cycle. `index.ts` lists them all.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  writing: [],
  workflows: [],
  'chart-parts': [],
  runtime: ['workflows'],
  application: ['runtime'],
  secrets: ['runtime', 'writing'],
  monitoring: ['chart-parts', 'secrets', 'writing'],
  routing: ['chart-parts', 'writing'],
  k8s: ['monitoring', 'routing'],
  kustomize: ['k8s'],
  helm: ['chart-parts', 'k8s', 'monitoring', 'routing', 'writing'],
  packaging: ['helm', 'k8s', 'kustomize', 'workflows'],
  argocd: ['packaging', 'secrets'],
  push: ['k8s', 'packaging', 'writing'],
  preflight: ['k8s', 'monitoring', 'routing', 'secrets', 'writing'],
  bootstrap: ['monitoring', 'routing', 'writing'],
  ci: ['packaging', 'runtime', 'workflows', 'writing'],
  compose: [],
  docs: ['monitoring', 'packaging', 'preflight', 'routing', 'runtime', 'secrets', 'writing'],
};

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort();

test('the table has no cycle', () => {
  const rows = Object.keys(mayImport);
  const upwards = Object.entries(mayImport).flatMap(([row, allowed], index) =>
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
  const said = Object.entries(mayImport).map(([row, allowed]) => [row, [...allowed].sort()]);
  const done = said.map(([row]) => [row, [...(found.get(String(row)) ?? [])].sort()]);
  expect([...found.keys()].filter((row) => mayImport[row] === undefined)).toEqual([]);
  expect(Object.fromEntries(done)).toEqual(Object.fromEntries(said));
});

test('no file imports itself by way of others, types included', () => {
  const graph = new Map(sources.map((path) => [path, importsOf(path)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
    if (trail.includes(path) || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources) visit(path, []);
  expect(cycles).toEqual([]);
});

const rowOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');

/** The files of ours that a file imports. */
function importsOf(path: string): readonly string[] {
  return [
    ...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g),
  ].map(([, target = '']) => new URL(target, `file:///${path}`).pathname.slice(1));
}
