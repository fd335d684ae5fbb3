import { componentDefaults } from '../../domain/default-resources.ts';
import { storeOf } from '../../stores/index.ts';
import { plus, requestedLoad, times, type Load } from '../../domain/load.ts';
import type { EnvironmentConfig } from '../config.ts';
import { leastPods } from '../../domain/pods.ts';

/** The least that an environment asks for: every component at the fewest pods that it may have, and every store. */
export function loadOf({ components, dataStores }: EnvironmentConfig['here']): Load {
  const loads = [
    ...Object.values(components)
      .filter(({ enabled }) => enabled)
      .map((component) =>
        times(leastPods(component), requestedLoad(component.resources, componentDefaults.requests)),
      ),
    ...Object.values(dataStores).flatMap((store) => {
      const servers = storeOf(store).servers(store);
      return servers === undefined
        ? []
        : [times(servers.count, requestedLoad(servers.resources, servers.defaults.requests))];
    }),
  ];
  return loads.reduce(plus, { cpu: 0, memory: 0 });
}
