import { expect, test } from 'vitest';
import { inCluster } from '../../src/domain/clusters.ts';
import { groupOf, kindsOf } from '../../src/domain/kinds.ts';
import { argocdFiles } from '../../src/files/delivery/argocd/manifests.ts';
import { chartOf } from '../../src/files/helm/chart.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { secretsOf } from '../../src/files/secrets/index.ts';
import { paths } from '../../src/plan/paths.ts';
import type { ArgocdPlan, Plan } from '../../src/plan/plan.ts';
import { plainOf } from '../../src/render/render.ts';
import { accepted } from '../config/arbitrary.ts';
import { makePlan } from '../plan/make-plan.ts';
import { at, listAt, textAt, type Plain } from './model.ts';
import { everything, everythingBehind } from './everything.ts';

const plans = accepted(120, 13).configs.map(({ config }) => makePlan(config));
const pulled = plans.flatMap((plan) => {
  const { delivery } = plan;
  return delivery.kind === 'argocd' ? [{ plan, delivery, ...documentsOf(plan, delivery) }] : [];
});
const rooted = pulled.filter(({ delivery }) => delivery.rootApp !== undefined);

/** Group and kind of everything that Argo CD finds in the folders of the environments. */
const syncedBy = (plan: Plan): readonly string[] => [
  ...plan.environments.flatMap((environment) =>
    objects(plan, environment).map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`),
  ),
  ...(plan.packaging.kind === 'helm'
    ? chartOf(plan).objects.map(({ key }) => key.split('/').slice(0, 2).join('/'))
    : []),
  ...secretsOf(plan).kinds.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`),
];

test('every config has the same project but for its name, repository and destinations', () => {
  const sameOf = ({ project }: (typeof pulled)[number]): unknown => {
    const { description, sourceRepos, destinations, ...same } = at(project, 'spec') as Plain;
    expect([description, sourceRepos, destinations]).not.toContain(undefined);
    return same;
  };
  const [first, ...others] = pulled;
  expect(others.length).toBeGreaterThan(20);
  expect(
    new Set(pulled.map(({ plan }) => String([...new Set(syncedBy(plan))].sort()))).size,
  ).toBeGreaterThan(10);
  for (const other of others) expect(sameOf(other)).toEqual(first && sameOf(first));
});

test('it allows what the configs bring, and nothing that none of them does', () => {
  const brought = [...plans, everything, ...Object.values(everythingBehind)].flatMap(syncedBy);
  expect(kindsOf('environment').map(({ group, kind }) => `${group}/${kind}`)).toEqual(
    [...new Set(brought)].sort(),
  );
  expect(listAt(pulled[0]?.project, 'spec', 'namespaceResourceWhitelist')).toEqual(
    kindsOf('environment'),
  );
});

test('what others put into a namespace of an environment never counts as orphaned', () => {
  const allowed = kindsOf('environment').map(({ kind }) => kind);
  for (const kind of ['Secret', 'Backup', 'Role', 'RoleBinding', 'CronJob', 'Pod'])
    expect(allowed).not.toContain(kind);
});

test('only the root app reaches the namespace of Argo CD, where nothing is watched', () => {
  expect(rooted.length).toBeGreaterThan(5);
  for (const { delivery, project, rootProject } of rooted) {
    const { namespace } = delivery;
    expect(destinationsOf(project)).not.toContain(`${inCluster} ${namespace}`);
    expect(at(project, 'spec', 'orphanedResources', 'warn')).toBe(true);
    expect(destinationsOf(rootProject)).toEqual([`${inCluster} ${namespace}`]);
    expect(at(rootProject, 'spec', 'orphanedResources')).toBeUndefined();
    expect(
      listAt(rootProject, 'spec', 'namespaceResourceWhitelist').map(({ kind }) => kind),
    ).toEqual(['AppProject', 'Application']);
  }
});

test('the root app stands in its own project, and reads the Applications and theirs', () => {
  for (const { plan, delivery, project, rootProject, rootApp } of rooted) {
    expect(textAt(rootApp, 'spec', 'project')).toBe(textAt(rootProject, 'metadata', 'name'));
    expect(textAt(project, 'metadata', 'name')).not.toBe(textAt(rootProject, 'metadata', 'name'));
    const include = textAt(rootApp, 'spec', 'source', 'directory', 'include');
    const patterns = include.slice(1, -1).split(',');
    expect(include).toBe(`{${patterns.join(',')}}`);
    const isRead = (path: string): boolean =>
      patterns.some((pattern) =>
        new RegExp(
          `^${textAt(rootApp, 'spec', 'source', 'path')}/${pattern.replaceAll('.', '\\.').replace('*', '[^/]*')}$`,
        ).test(path),
      );
    expect(
      argocdFiles(plan, delivery)
        .map(({ path }) => path)
        .filter(isRead),
    ).toEqual([paths.appProject, ...plan.environments.map(({ name }) => paths.application(name))]);
  }
});

test('the root app applies the project before the Applications that it admits', () => {
  const wave = 'argocd.argoproj.io/sync-wave';
  for (const { project } of rooted)
    expect(Number(at(project, 'metadata', 'annotations', wave))).toBeLessThan(0);
  for (const { delivery, project } of pulled)
    if (delivery.rootApp === undefined)
      expect(at(project, 'metadata', 'annotations')).toBeUndefined();
});

const destinationsOf = (project: unknown): readonly string[] =>
  listAt(project, 'spec', 'destinations').map(
    (destination) => `${textAt(destination, 'server')} ${textAt(destination, 'namespace')}`,
  );

interface Documents {
  readonly project: Plain | undefined;
  readonly rootProject: Plain | undefined;
  readonly rootApp: Plain | undefined;
}

function documentsOf(plan: Plan, delivery: ArgocdPlan): Documents {
  const documents = argocdFiles(plan, delivery).flatMap(({ path, content }) =>
    content.kind === 'yaml'
      ? content.documents.map((document) => ({ path, object: plainOf(document) as Plain }))
      : [],
  );
  const inFile = (file: string, kind: string): Plain | undefined =>
    documents.find(({ path, object }) => path === file && object['kind'] === kind)?.object;
  return {
    project: inFile(paths.appProject, 'AppProject'),
    rootProject: inFile(paths.rootApp, 'AppProject'),
    rootApp: inFile(paths.rootApp, 'Application'),
  };
}
