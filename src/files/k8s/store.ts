import { selectorOf, type Manifest } from '../../kubernetes/metadata.ts';
import { keepAnnotations } from '../../plan/kept.ts';
import type { EnvironmentPlan, Peer, Plan, StorePlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { storeOf } from '../../stores/index.ts';
import { leafPart, type BranchPart, type LeafPart } from './model-part.ts';

/** The part of the model that is about the stores, each of which admits the components that use it. */
export function storesPart(
  plan: Plan,
  { waves, resolver, stores, workloads, visitors }: EnvironmentPlan,
): BranchPart {
  const given = {
    waves,
    resolver,
    stores,
    components: workloads.map(({ component }) => component),
    used: workloads.map(({ stores: own }) => own),
    visitors,
  };
  return {
    name: 'stores',
    given: Object.values(given),
    parts: () => storeParts(plan, given),
  };
}

/** The name of the part about one of them, with those of the parts around it. */
export const storePath = (store: string): readonly string[] => ['stores', store];

interface Given extends Pick<EnvironmentPlan, 'waves' | 'resolver' | 'stores' | 'visitors'> {
  readonly components: readonly { readonly objectName: string }[];
  /** The stores of each of them. */
  readonly used: readonly (readonly { readonly key: string }[])[];
}

function storeParts(
  plan: Plan,
  { waves, resolver, stores, components, used, visitors }: Given,
): readonly LeafPart[] {
  const clients = new Map(stores.map(({ key }): [string, Client[]] => [key, []]));
  for (const [index, { objectName }] of components.entries())
    for (const { key } of used[index] ?? [])
      clients.get(key)?.push({ objectName, namespace: undefined });
  for (const { store, ...visitor } of visitors) clients.get(store)?.push(visitor);
  return stores.map((store) =>
    leafPart(
      plan,
      store.key,
      { waves, resolver, store, clients: clients.get(store.key) ?? [] },
      storeManifests,
    ),
  );
}

interface StoreGiven extends Pick<EnvironmentPlan, 'waves' | 'resolver'> {
  readonly store: StorePlan;
  /** The components that use it. */
  readonly clients: readonly Client[];
}

/** A component that uses a store, and where it runs, if that is another namespace. */
type Client = Pick<Peer, 'objectName' | 'namespace'>;

/** The objects of a store; all of them stay where the store is kept. */
export function storeManifests(
  plan: Plan,
  { waves, resolver, store, clients }: StoreGiven,
): readonly Manifest[] {
  const kind = storeOf(store);
  const manifests = kind.objects(store, {
    service: plan.service,
    waves,
    resolver,
    clients: clients.map(({ objectName, namespace }) => ({
      labels: selectorOf(objectName),
      namespace,
    })),
  });
  if (!kind.isKept(store)) return manifests;
  return manifests.map(({ file, object }) => ({ file, object: kept(plan, object) }));
}

const kept = (plan: Plan, { metadata, ...object }: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: {
    ...metadata,
    annotations: { ...metadata.annotations, ...keepAnnotations(plan) },
  },
});
