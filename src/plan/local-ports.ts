import type { ComponentPlan, Plan } from './plan.ts';
import { storeOf } from '../stores/index.ts';
import type { LocalStore } from '../stores/local.ts';

/** Who listens where on this machine. */
export interface LocalPorts {
  readonly components: ReadonlyMap<ComponentPlan, number>;
  readonly stores: readonly { readonly store: LocalStore; readonly port: number }[];
}

/**
 * Ports on this machine: the own one or the usual one, or the
 * next that nothing else here uses; components come first.
 */
export function localPorts({ components, local }: Pick<Plan, 'components' | 'local'>): LocalPorts {
  const stores = [...local.stores, ...local.external].map((store) => storeOf(store).local(store));
  const taken = new Set<number>();
  const free = (wanted: number): number => {
    let port = wanted;
    while (taken.has(port)) port += 1;
    taken.add(port);
    return port;
  };
  // Who shares a port with an earlier one moves only when all others have theirs.
  const first = components.filter(
    ({ port }, index) => components.findIndex((other) => other.port === port) === index,
  );
  const given = new Map(
    [...first, ...components.filter((component) => !first.includes(component))].map((component) => [
      component,
      free(component.port),
    ]),
  );
  return {
    components: given,
    stores: stores.map((store) => ({ store, port: free(store.port) })),
  };
}
