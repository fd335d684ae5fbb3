import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { groupOf, isBuiltIn, kinds, scopeOf } from '../../src/domain/kinds.ts';
import { allFiles } from '../../src/files/index.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { render } from '../../src/render/render.ts';
import { accepted } from '../config/arbitrary.ts';
import { makePlan } from '../plan/make-plan.ts';
import { sampleOf } from '../sample.ts';

const rows = Object.entries(kinds).flatMap(([apiVersion, scopes]) =>
  Object.keys(scopes).map((kind) => ({ apiVersion, kind })),
);
const known = new Set(rows.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));

const plans = sampleOf(accepted(200, 5).configs, 60).map(({ config }) => makePlan(config));

/** Every `apiVersion/kind` in a text of YAML documents; the values of Helm and Chart.yaml have none. */
const kindsIn = (text: string): string[] =>
  [...parseAllDocuments(text)].flatMap((document) => {
    const value: unknown = document.toJS();
    if (typeof value !== 'object' || value === null) return [];
    const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
    return typeof apiVersion === 'string' && typeof kind === 'string'
      ? [`${apiVersion}/${kind}`]
      : [];
  });

test('every kind in the files of an example stands in the table', () => {
  const root = join(import.meta.dirname, '../../examples');
  const manifests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /\.ya?ml(\.example)?$/.test(path) &&
      !/node_modules|pnpm-lock|[/\\]charts?[/\\](.*[/\\])?templates[/\\]/.test(path),
  );
  expect(manifests.length).toBeGreaterThan(100);
  const found = manifests.flatMap((path) => kindsIn(readFileSync(join(root, path), 'utf8')));
  expect(found.filter((kind) => !known.has(kind))).toEqual([]);
});

test('every kind that a random config leads to stands in the table', () => {
  const found = new Set(
    plans.flatMap((plan) => [
      ...plan.environments.flatMap((environment) =>
        objects(plan, environment).map(({ apiVersion, kind }) => `${apiVersion}/${kind}`),
      ),
      ...allFiles(plan).flatMap((file) =>
        file.content.kind === 'yaml' || file.path.endsWith('.yaml.example')
          ? kindsIn(render(file))
          : [],
      ),
    ]),
  );
  expect([...found].filter((kind) => !known.has(kind))).toEqual([]);
});

test('the table holds no kind that nothing writes', () => {
  const root = join(import.meta.dirname, '../..');
  const sources = ['src', 'templates']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(root, folder, path),
      ),
    )
    .filter((path) => /\.(ts|hbs)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  expect(rows.filter(({ kind }) => !new RegExp(`kind: '?${kind}\\b`).test(sources))).toEqual([]);
});

test('the cluster-wide ones are found by group and kind, in every version', () => {
  const cluster = rows.filter(
    ({ apiVersion, kind }) => scopeOf(groupOf(apiVersion), kind) === 'cluster',
  );
  expect(cluster.map(({ kind }) => kind)).toEqual(['Namespace', 'ClusterIssuer']);
  expect(scopeOf('example.com', 'Other')).toBeUndefined();
});

test.each([
  ['v1', true],
  ['apps/v1', true],
  ['networking.k8s.io/v1', true],
  ['gateway.networking.k8s.io/v1', false],
  ['postgresql.cnpg.io/v1', false],
])('%s is served by every cluster: %s', (apiVersion, expected) => {
  expect(isBuiltIn(apiVersion)).toBe(expected);
});
