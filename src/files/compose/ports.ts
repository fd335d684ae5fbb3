import type { ComponentPlan } from '../../plan/plan.ts';
import type { LocalStore } from './store-service.ts';

const usual = { postgres: 5432, redis: 6379 } as const;

/** Each store with its port on this machine: the usual one, or the next that nothing else here uses. */
export function withLocalPorts(components: readonly ComponentPlan[], stores: readonly LocalStore[]): readonly { readonly store: LocalStore; readonly port: number }[] {
  const taken = new Set(components.map(({ port }) => port));
  return stores.map((store) => {
    let port: number = usual[store.kind];
    while (taken.has(port)) port += 1;
    taken.add(port);
    return { store, port };
  });
}
