import type { Invariant } from './invariants.ts';
import {
  at,
  inside,
  modelOf,
  nameOf,
  selects,
  shown,
  textAt,
  type Model,
  type Plain,
} from './model.ts';
import { secretReferences } from './reference-invariants.ts';

type Words = Readonly<Record<string, string>>;

const argocd: Words = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
};
const helm: Words = { 'helm.sh/resource-policy': 'keep' };

/** The words of who would delete the objects of a model; `kubectl apply` deletes nothing. */
const wordsFor = ({ plan }: Model): Words =>
  plan.delivery.kind === 'argocd' ? argocd : plan.packaging.kind === 'helm' ? helm : {};

/** What is written on an object about its staying. */
const wordsOn = (object: Plain): Words =>
  Object.fromEntries(
    Object.keys({ ...argocd, ...helm }).flatMap((key) => {
      const value = at(object, 'metadata', 'annotations', key);
      return value === undefined ? [] : [[key, String(value)]];
    }),
  );

/** Nothing holds data but a volume and a database; what either needs follows from who names whom. */
function neededByData({ objects }: Model): ReadonlySet<Plain> {
  const needed = new Set(
    objects.filter(({ kind }) => kind === 'PersistentVolumeClaim' || kind === 'Cluster'),
  );
  const grows = (object: Plain): boolean =>
    !needed.has(object) &&
    [...needed].some((known) => belongsTo(object, known) || names(known, object));
  for (let next = objects.find(grows); next !== undefined; next = objects.find(grows))
    needed.add(next);
  return needed;
}

/** Labels of the pods that an object of ours or its operator makes. */
const podLabelsOf = (object: Plain): unknown =>
  ({
    Deployment: at(object, 'spec', 'template', 'metadata', 'labels'),
    Cluster: { 'cnpg.io/cluster': nameOf(object) },
    Pooler: { 'cnpg.io/poolerName': nameOf(object) },
  })[String(object['kind'])];

const selectors: Readonly<Record<string, readonly string[]>> = {
  NetworkPolicy: ['podSelector', 'matchLabels'],
  PodDisruptionBudget: ['selector', 'matchLabels'],
  PodMonitor: ['selector', 'matchLabels'],
  Service: ['selector'],
};

/** Whether the first is there for the second: it mounts it, runs for it, or selects its pods. */
function belongsTo(object: Plain, known: Plain): boolean {
  const kind = String(object['kind']);
  const selector = selectors[kind];
  if (selector !== undefined)
    return (
      podLabelsOf(known) !== undefined &&
      selects(at(object, 'spec', ...selector), podLabelsOf(known))
    );
  return (
    (known['kind'] === 'Cluster' && textAt(object, 'spec', 'cluster', 'name') === nameOf(known)) ||
    (known['kind'] === 'PersistentVolumeClaim' && names(object, known))
  );
}

/** Whether the first says the name of the second where it means that kind. */
function names(object: Plain, other: Plain): boolean {
  const meant = [...inside(object)].flatMap(([path, part]) =>
    [
      ['ServiceAccount', at(part, 'serviceAccountName')],
      ['ObjectStore', at(part, 'barmanObjectName')],
      ['PersistentVolumeClaim', path.endsWith('/persistentVolumeClaim') && at(part, 'claimName')],
      ['ConfigMap', /\/(configMap|configMapRef|configMapKeyRef)$/.test(path) && at(part, 'name')],
    ].filter(([, name]) => typeof name === 'string'),
  );
  return meant.some(([kind, name]) => kind === other['kind'] && name === nameOf(other));
}

/** What data needs stays with all words of who would delete it, and nothing else does. */
export const keptIsWhole: Invariant = (model) => {
  const needed = neededByData(model);
  const wanted = wordsFor(model);
  return model.objects.flatMap((object) => {
    const expected = needed.has(object) ? wanted : {};
    const written = wordsOn(object);
    const keys = new Set([...Object.keys(expected), ...Object.keys(written)]);
    return [...keys]
      .filter((key) => expected[key] !== written[key])
      .map((key) =>
        needed.has(object)
          ? `${shown(object)} goes from below data: it lacks ${key}: ${expected[key] ?? 'nothing'} (A06)`
          : `${shown(object)} holds no data and stays for ever: ${key} (A06)`,
      );
  });
};

/** The model without a store, as if its lines had gone from the config. */
const withoutStore = ({ plan, environment }: Model, gone: string): Model =>
  modelOf(plan, {
    ...environment,
    stores: environment.stores.filter(({ key }) => key !== gone),
    workloads: environment.workloads.map((workload) => ({
      ...workload,
      stores: workload.stores.filter(({ key }) => key !== gone),
    })),
  });

/** A store that leaves the config leaves everything in the cluster or, without data, nothing. */
export const storesStayOrGo: Invariant = (model) =>
  model.environment.stores.flatMap(({ key, volumes }) => {
    const left = new Set(withoutStore(model, key).objects.map(shown));
    const expected = volumes.length > 0 ? wordsFor(model) : {};
    return model.objects
      .filter((object) => !left.has(shown(object)))
      .filter((object) => JSON.stringify(wordsOn(object)) !== JSON.stringify(expected))
      .map((object) =>
        volumes.length > 0
          ? `${shown(object)} goes with ${key}, which stays (A06)`
          : `${shown(object)} stays without ${key}, which goes (A06)`,
      );
  });

/** The secrets that data needs stay too; sealed ones are applied beside a chart by somebody who deletes nothing. */
export const keptSecretsStay: Invariant = (model) => {
  const { plan, environment } = model;
  const read = new Set([...neededByData(model)].flatMap(secretReferences).map(({ name }) => name));
  return environment.secrets.flatMap(({ name, keep }) => {
    const expected = plan.delivery.kind === 'argocd' && read.has(name) ? argocd : {};
    return JSON.stringify(expected) === JSON.stringify(keep)
      ? []
      : [
          `the secret ${name} ${read.has(name) ? 'goes from below data' : 'stays for nobody'} (A06)`,
        ];
  });
};

/** Argo CD looks at both: one without the other leaves an Application OutOfSync, or prunes. */
export const keepWordsComeTogether: Invariant = (model) =>
  model.objects.flatMap((object) => {
    const annotations = at(object, 'metadata', 'annotations');
    const [stays, ignored] = [
      /Prune=false/.test(textAt(annotations, 'argocd.argoproj.io/sync-options')),
      /IgnoreExtraneous/.test(textAt(annotations, 'argocd.argoproj.io/compare-options')),
    ];
    return stays === ignored ? [] : [`${shown(object)} says one word of two about staying (A06)`];
  });
