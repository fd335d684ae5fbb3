import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { docFiles } from '../../src/files/docs/index.ts';
import { paths } from '../../src/plan/paths.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../src/plan/plan.ts';
import { everything } from '../laws/everything.ts';
import { modelOf, shown } from '../laws/model.ts';
import { makePlan } from '../plan/make-plan.ts';
import { aSmallPlan } from './a-plan.ts';
import { plans, text } from './plans.ts';

const page = paths.runbook('remove-a-store');

/** What is said of a store in an environment; nothing where it is not on the page. */
const sectionOf = (plan: Plan, { name }: EnvironmentPlan, { objectName }: StorePlan): string =>
  new RegExp(`^## \`${objectName}\` in ${name}\n([^]*?)(?=^## )`, 'm').exec(
    text(page, plan),
  )?.[1] ?? '';

/** The names in the commands that delete, in order: `cluster.postgresql.cnpg.io/db`. */
const deletedIn = (section: string): readonly string[] =>
  [...section.matchAll(/kubectl delete -n \S+ (.+)/g)].flatMap(([, names = '']) =>
    names.split(' '),
  );

/** What the model loses with a store, as far as kind and name say it: `cluster/db`. */
function lostWith(plan: Plan, environment: EnvironmentPlan, { key }: StorePlan): readonly string[] {
  const left = modelOf(plan, {
    ...environment,
    stores: environment.stores.filter((store) => store.key !== key),
  }).objects.map(shown);
  return modelOf(plan, environment)
    .objects.map(shown)
    .filter((name) => !left.includes(name))
    .map((name) => name.replace(/^[^/]+/, (kind) => kind.toLowerCase()));
}

const short = (name: string): string => name.replace(/\.[^/]*/, '');
const isSecret = (name: string): boolean => /^(sealed)?secret[./]/.test(name);

describe.each([...plans, ['everything', everything] as const])('%s', (_, plan) => {
  const places = plan.environments.flatMap((environment) =>
    environment.stores.map((store) => ({ environment, store })),
  );
  const kept = places.filter(({ store }) => store.volumes.length > 0);

  test('the page is there where a store is kept, and says nothing of the others', () => {
    expect(docFiles(plan).some(({ path }) => path === page)).toBe(kept.length > 0);
    for (const { environment, store } of kept.length > 0 ? places : [])
      expect(sectionOf(plan, environment, store) !== '', store.objectName).toBe(
        store.volumes.length > 0,
      );
  });

  test('everything that stays is deleted, each object once, after a copy', () => {
    for (const { environment, store } of kept) {
      const section = sectionOf(plan, environment, store);
      const objects = deletedIn(section).filter((name) => !isSecret(name));
      expect(objects.map(short).sort()).toEqual([...lostWith(plan, environment, store)].sort());
      expect(section.indexOf('kubectl exec')).toBeGreaterThan(0);
      expect(section.indexOf('kubectl exec')).toBeLessThan(section.indexOf('kubectl delete'));
    }
  });
});

const [prod] = everything.environments;
const orderOf = (key: string): readonly string[] => {
  const store = prod?.stores.find((known) => known.key === key);
  if (prod === undefined || store === undefined) throw new Error(`no ${key}`);
  return deletedIn(sectionOf(everything, prod, store));
};

test('who uses something goes before it: backups and pooler, the cluster, its policies, its secrets', () => {
  expect(
    orderOf('db').map((name) => name.replace(/\.cnpg\.io|\.postgresql|\.barmancloud/g, '')),
  ).toEqual([
    'pooler/db-pooler',
    'scheduledbackup/db-backup',
    'cluster/db',
    'networkpolicy.networking.k8s.io/db',
    'networkpolicy.networking.k8s.io/db-pooler',
    'objectstore/db-backup',
    'sealedsecret.bitnami.com/db-credentials',
    'sealedsecret.bitnami.com/db-backup',
  ]);
});

test('a secret that somebody else reads too stays, in git and in the cluster', () => {
  const backup = { kind: 'object-store', secretName: 'bucket' };
  const shared = makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { server: {} },
      dataStores: {
        one: { kind: 'postgres', backup: { ...backup, destination: 's3://backups/one' } },
        two: { kind: 'postgres', backup: { ...backup, destination: 's3://backups/two' } },
      },
      environments: { prod: { branch: 'main', deploy: 'on-push' } },
    }),
  );
  expect(text(page, shared)).toContain('sealedsecret.bitnami.com/one-credentials');
  expect(text(page, shared)).not.toContain('sealedsecret.bitnami.com/bucket');
  expect(text(page, shared)).not.toContain('sealed-bucket.yaml');
});

test('without stores there is no page', () => {
  expect(docFiles(aSmallPlan()).some(({ path }) => path === page)).toBe(false);
});
