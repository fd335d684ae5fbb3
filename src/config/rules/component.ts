import { bytesOf, millicores } from '../../domain/quantities.ts';
import { milliseconds } from '../../domain/durations.ts';
import { meant } from '../../domain/nearest.ts';
import { storeOf } from '../../stores/index.ts';
import type { EnvironmentRule } from './rule.ts';

/** An outage of a dependency must not restart pods. */
export const livenessIsNotReadiness: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, { health }]) => {
    const [live, ready] = [health.live, health.ready].map((probe) =>
      typeof probe === 'string' ? probe : probe.path,
    );
    return live === ready
      ? [
          {
            path: `components.${key}.health.ready`,
            message:
              `must differ from the liveness path "${live ?? ''}": ` +
              'readiness checks dependencies, and liveness must not, ' +
              'because an outage of a store would restart every pod',
          },
        ]
      : [];
  });

/** What a component names is there. */
export const referencesResolve: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, component]) => {
    const stores = Object.keys(here.dataStores);
    const components = Object.keys(here.components).filter((other) => other !== key);
    const checked = Object.entries(component.health.checks).map(([check, { store }]) => ({
      path: `components.${key}.health.checks.${check}.store`,
      value: store,
      known: component.stores ?? stores,
    }));
    const used = (component.stores ?? []).map((value) => ({
      path: `components.${key}.stores`,
      value,
      known: stores,
    }));
    const called = component.calls.map((value) => ({
      path: `components.${key}.calls`,
      value,
      known: components,
    }));
    return [...checked, ...used, ...called].flatMap(({ path, value, known }) =>
      known.includes(value) ? [] : [{ path, message: `unknown "${value}"${meant(value, known)}` }],
    );
  });

/** Kubernetes refuses a request above its limit. */
export const limitsCoverRequests: EnvironmentRule = ({ here }) =>
  [
    ...Object.entries(here.components).map(([key, { resources }]) => ({
      path: `components.${key}.resources`,
      resources,
    })),
    ...Object.entries(here.dataStores).flatMap(([key, store]) => {
      const servers = storeOf(store).servers(store);
      return servers === undefined
        ? []
        : [{ path: `dataStores.${key}.resources`, resources: servers.resources }];
    }),
  ].flatMap(({ path, resources: { requests, limits } }) =>
    (['cpu', 'memory', 'ephemeral-storage'] as const).flatMap((amount) => {
      const amountOf = amount === 'cpu' ? millicores : bytesOf;
      const [request, limit] = [requests[amount], limits[amount]];
      return request !== undefined && limit !== undefined && amountOf(request) > amountOf(limit)
        ? [
            {
              path: `${path}.requests.${amount}`,
              message: `${request} is more than the limit ${limit}`,
            },
          ]
        : [];
    }),
  );

/** A pod that is killed before its delay ends drops requests. */
export const shutdownFits: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, { shutdown }]) =>
    milliseconds(shutdown.delay) + 5000 > milliseconds(shutdown.grace)
      ? [
          {
            path: `components.${key}.shutdown.grace`,
            message: `must be at least 5s longer than the delay ${shutdown.delay}`,
          },
        ]
      : [],
  );
