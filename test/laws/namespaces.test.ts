import { expect, test } from 'vitest';
import { selectorOf } from '../../src/kubernetes/metadata.ts';
import { allFiles } from '../../src/files/index.ts';
import { partsOf, plansByNamespace } from '../../src/plan/namespaces.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { spread } from '../config/namespaced.ts';
import { makePlan } from '../plan/make-plan.ts';
import { sampleSize } from '../sample.ts';
import { invariants } from './invariants.ts';
import { at, listAt, modelOf, nameOf, ofKind, textAt, type Model } from './model.ts';
import { sampledPlan } from './sampled.ts';
import { schemaErrors } from './schemas.ts';
import { isAdmitted, type Pod } from './traffic/cni.ts';

/** Random configs over several namespaces, with the model of each. */
const plans = spread(sampleSize(120, 30), 11).map(({ config }) => sampledPlan(makePlan(config)));
const systems = plans.map((plan) => ({
  plan,
  models: plansByNamespace(plan).flatMap((part) =>
    part.environments.map((environment) => modelOf(part, environment)),
  ),
}));
const models = systems.flatMap((system) => system.models);

test('there is much to look at', () => {
  expect(plans.every((plan) => plansByNamespace(plan).length > 1)).toBe(true);
  expect(new Set(plans.map(({ packaging }) => packaging.kind))).toEqual(
    new Set(['kustomize', 'helm']),
  );
  expect(models.flatMap(({ environment }) => environment.visitors).length).toBeGreaterThan(10);
});

// What one namespace alone cannot tell is asked of all of them below.
const ofOneNamespace = Object.entries(invariants).filter(
  ([name]) => name !== 'wavesFollowReferences',
);

test.each(ofOneNamespace)('in each namespace: %s', (_, invariant) => {
  expect([...new Set(models.flatMap((model) => invariant(model)))]).toEqual([]);
});

test('every object is what its schema says', () => {
  expect([...new Set(models.flatMap(({ objects }) => objects.flatMap(schemaErrors)))]).toEqual([]);
});

/** All pods of an environment, whatever their namespace. */
const podsIn = ({
  workloads,
  stores,
}: EnvironmentPlan): readonly (Pod & { readonly key: string })[] => [
  ...workloads.map(({ component, namespace }) => ({
    key: `components.${component.name}`,
    name: component.objectName,
    namespace,
    labels: selectorOf(component.objectName),
  })),
  ...stores.map(({ key, objectName, namespace, podLabels }) => ({
    key: `dataStores.${key}`,
    name: objectName,
    namespace,
    labels: podLabels,
  })),
  ...stores.flatMap(({ key, pooler, namespace }) =>
    pooler === undefined
      ? []
      : [{ key: `pooler.${key}`, name: pooler.objectName, namespace, labels: pooler.podLabels }],
  ),
];

/** Whether a config says that one may dial another at a port. */
function isDeclared(
  environment: EnvironmentPlan,
  [from, to]: readonly [from: string, to: string],
  port: number,
): boolean {
  const workload = environment.workloads.find(
    ({ component }) => `components.${component.name}` === from,
  );
  const [target, dialed] = to.split(/\.(.*)/);
  if (workload === undefined) return false;
  if (target === 'components') {
    const called = environment.workloads.find(({ component }) => component.name === dialed);
    return workload.calls.some(
      (peer) => peer.objectName === called?.component.objectName && peer.port === port,
    );
  }
  return workload.stores.some(
    ({ key, pooler, endpoint }) =>
      key === dialed && endpoint.port === port && (target === 'pooler') === (pooler !== undefined),
  );
}

test('pods reach what they are declared to reach, in whatever namespace, and nothing else', () => {
  const wrong: string[] = [];
  let across = 0;
  for (const { plan, models: own } of systems)
    for (const environment of plan.environments) {
      const pods = podsIn(environment);
      const policies = new Map(
        own
          .filter((model) => model.environment.name === environment.name)
          .map((model) => [model.environment.namespace, ofKind(model, 'NetworkPolicy')]),
      );
      for (const from of pods)
        for (const to of pods)
          for (const port of portsOf(environment)) {
            if (from === to || !from.key.startsWith('components.')) continue;
            const wanted = isDeclared(environment, [from.key, to.key], port);
            const attempt = { from, to, port, protocol: 'TCP' };
            const admitted = [from.namespace, to.namespace].every((namespace) =>
              isAdmitted(policies.get(namespace) ?? [], namespace, attempt),
            );
            if (wanted && from.namespace !== to.namespace) across += 1;
            // What a config opens beside that is looked at elsewhere.
            if (wanted && !admitted) wrong.push(`${from.key} → ${to.key}:${port} is stopped`);
            if (!wanted && admitted && !isOpened(environment, from.name))
              wrong.push(`nobody declares ${from.key} → ${to.key}:${port}`);
          }
    }
  expect([...new Set(wrong)].slice(0, 10)).toEqual([]);
  expect(across).toBeGreaterThan(20);
});

const portsOf = ({ workloads, stores }: EnvironmentPlan): readonly number[] => [
  ...new Set([
    ...workloads.map(({ component }) => component.port),
    ...stores.map(({ endpoint }) => endpoint.port),
  ]),
];

/** Whether a component may send to more than what it calls and stores. */
const isOpened = ({ workloads }: EnvironmentPlan, objectName: string): boolean =>
  workloads.some(
    ({ component, egress }) => component.objectName === objectName && egress.length > 0,
  );

test('both selectors of another namespace stand in one item of a policy', () => {
  const items = models.flatMap((model) =>
    ofKind(model, 'NetworkPolicy').flatMap((policy) =>
      [
        ...listAt(policy, 'spec', 'ingress').flatMap((rule) => listAt(rule, 'from')),
        ...listAt(policy, 'spec', 'egress').flatMap((rule) => listAt(rule, 'to')),
      ].map((item) => ({ policy: nameOf(policy), item, model })),
    ),
  );
  const ours = (model: Model, item: unknown): boolean =>
    partsOf(
      plans
        .flatMap(({ environments }) => environments)
        .find(
          (environment) =>
            environment.name === model.environment.name &&
            environment.namespaces.some(({ name }) => name === model.environment.namespace),
        ) ?? model.environment,
    ).some(
      ({ namespace }) =>
        textAt(item, 'namespaceSelector', 'matchLabels', 'kubernetes.io/metadata.name') ===
        namespace,
    );
  const found = items.filter(({ model, item }) => ours(model, item));
  expect(found.length).toBeGreaterThan(20);
  expect(
    found
      .filter(({ item, policy }) => at(item, 'podSelector') === undefined && !isNamed(policy))
      .map(({ policy }) => policy),
  ).toEqual([]);
});

/** Components whose config opens a whole namespace. */
const isNamed = (policy: string): boolean =>
  plans.some(({ environments }) =>
    environments.some((environment) => isOpened(environment, policy)),
  );

test('every secret is made in the namespace where it is read, and a derived value has a source', () => {
  const wrong = plans.flatMap(({ environments }) =>
    environments.flatMap(({ secrets }) =>
      secrets.flatMap((secret) =>
        secret.keys.flatMap(({ key, value }) => {
          if (value.kind !== 'derived') return [];
          const { from } = value;
          const source = secrets
            .find(({ name, namespace }) => name === from.secret && namespace === from.namespace)
            ?.keys.find((one) => one.key === from.key);
          return source === undefined || (source.value.kind === 'derived' && !value.isUrl)
            ? [`${secret.namespace}/${secret.name} ${key}: ${JSON.stringify(from)}`]
            : [];
        }),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

test('the files of all namespaces stand beside each other, and Argo CD may deploy to each', () => {
  for (const plan of plans) {
    const files = allFiles(plan);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    expect(applicationsOf(plan)).toEqual(
      plan.environments.flatMap((environment) =>
        partsOf(environment).map(({ application, namespace }) => `${application} ${namespace}`),
      ),
    );
  }
});

const applicationsOf = (plan: Plan): readonly string[] =>
  plan.environments.flatMap(({ name }) => {
    const found = allFiles(plan).find(({ path }) => path === `argocd/applications/${name}.yaml`);
    return found?.content.kind === 'yaml'
      ? found.content.documents.map(
          (document) =>
            `${textAt(document, 'metadata', 'name')} ${textAt(document, 'spec', 'destination', 'namespace')}`,
        )
      : [];
  });

/** Commands about an object of a namespace, as the documents write them. */
const commands = [
  /-n ([a-z0-9-]+) (?:deployment|cluster|scheduledbackup)[/ ]([a-z0-9-]+)(?=[\s`])/g,
  /(?:httproute|virtualservice|ingress|certificate)[a-z0-9.-]* -n ([a-z0-9-]+) ([a-z0-9.-]+)(?=[\s`])/g,
];

test('every command of the documents names an object in its own namespace', () => {
  const wrong: string[] = [];
  let looked = 0;
  for (const { plan, models: own } of systems) {
    const places = new Map<string, string[]>();
    for (const { objects, environment } of own)
      for (const object of objects)
        places.set(nameOf(object), [...(places.get(nameOf(object)) ?? []), environment.namespace]);
    for (const { path, content } of allFiles(plan)) {
      if (!path.endsWith('.md') || content.kind !== 'text') continue;
      for (const [, namespace = '', name = ''] of commands.flatMap((command) => [
        ...content.text.matchAll(command),
      ])) {
        const found = places.get(name);
        if (found === undefined) continue;
        looked += 1;
        if (!found.includes(namespace)) wrong.push(`${path}: ${name} is not in ${namespace}`);
      }
    }
  }
  expect([...new Set(wrong)].slice(0, 10)).toEqual([]);
  expect(looked).toBeGreaterThan(100);
});
