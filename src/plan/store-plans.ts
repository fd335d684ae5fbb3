import type { ParsedConfig } from '../config/schema/schema.ts';
import { placeIn } from './namespaces.ts';
import type { Namespace } from './plan.ts';
import { isInCluster, planOf, type ExternalPlan, type StorePlan } from '../stores/index.ts';

/** The data stores of one environment: those that run in its cluster, and those that somebody else runs. */
export function storePlans(
  stores: ParsedConfig['dataStores'],
  service: string,
  namespaces: readonly Namespace[],
): { readonly stores: readonly StorePlan[]; readonly external: readonly ExternalPlan[] } {
  const all = Object.entries(stores).map(([key, store]) =>
    planOf(key, store, {
      service,
      namespace: placeIn(namespaces, 'namespace' in store ? store.namespace : undefined),
      isAlone: namespaces.length === 1,
    }),
  );
  return {
    stores: all.filter(isInCluster),
    external: all.filter((store) => !isInCluster(store)),
  };
}
