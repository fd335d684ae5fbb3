import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isBuiltIn, kinds } from '../../src/domain/kinds.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { aClusterPlan, aPulledSystem } from '../bootstrap/plans.ts';
import { accepted } from '../config/arbitrary.ts';
import { makePlan } from '../plan/make-plan.ts';
import { sampleOf } from '../sample.ts';
import { definitions } from '../live/build/definitions.ts';
import { everythingBehind } from './everything.ts';
import type { Plain } from './model.ts';
import { storedForms, unstored } from './stored-form.ts';

interface Text {
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '../../examples');
const examples: readonly Text[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => isRead(path) && !path.includes('node_modules'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const plans = [
  ...Object.values(everythingBehind),
  // With a Gateway of its own, and certificates.
  aClusterPlan(aPulledSystem),
  ...sampleOf(accepted(200, 13).configs, 60).map(({ config }) => makePlan(config)),
];
const generated: readonly Text[] = plans.flatMap((plan) =>
  allFiles(plan)
    .filter(({ path }) => isRead(path))
    .map((file) => ({ path: file.path, text: render(file) })),
);

function isRead(path: string): boolean {
  return /\.(ya?ml|md)$/.test(path) && !/[/\\]templates[/\\]/.test(path);
}

/** The objects that a file holds, or that the commands and samples of a page do. */
function objectsIn({ path, text }: Text): readonly Plain[] {
  const texts = path.endsWith('.md')
    ? [...text.matchAll(/^( *)apiVersion: [\s\S]*?(?=^ *(?:END|```)$)/gm)].map(
        ([block, indent = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      )
    : [text];
  return texts
    .flatMap((yaml) => parseAllDocuments(yaml))
    .map((document) => document.toJS() as unknown)
    .filter((value): value is Plain => typeof value === 'object' && value !== null)
    .filter(({ apiVersion, kind }) => known.has(`${String(apiVersion)}/${String(kind)}`));
}

const inCluster = Object.entries(kinds).flatMap(([apiVersion, scopes]) =>
  Object.entries(scopes)
    .filter(([, scope]) => scope !== 'none')
    .map(([kind]) => ({ apiVersion, kind })),
);
const known = new Set(inCluster.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));

test.each([
  ['files and pages of the examples', examples],
  ['files and pages of other configs', generated],
])('%s say what a server stores', (_, texts) => {
  const objects = texts.flatMap((text) => objectsIn(text));
  expect(objects.length).toBeGreaterThan(50);
  expect([...new Set(objects.flatMap(unstored))]).toEqual([]);
});

test('pages that restore a database are among them', () => {
  const pages = [...examples, ...generated].filter(({ path }) => path.endsWith('.md'));
  const origins = pages
    .flatMap((page) => objectsIn(page))
    .filter((object) => JSON.stringify(object).includes('externalClusters'));
  expect(origins.length).toBeGreaterThan(10);
});

test('every custom resource has a row, from the definitions that the live cluster serves', () => {
  const custom = inCluster.filter(({ apiVersion }) => !isBuiltIn(apiVersion));
  expect(Object.keys(storedForms.kinds).sort()).toEqual(
    custom.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`).sort(),
  );
  expect(storedForms.sources, 'run: npm run stored-form').toEqual(
    Object.values(definitions).map(({ module, version }) => `${module}@${version}`),
  );
});
