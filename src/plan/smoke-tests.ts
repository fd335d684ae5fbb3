import type { EnvironmentPlan, RoutePlan } from './plan.ts';
import { addressOf } from './routing.ts';

/** Addresses that answer when a deployment went well: readiness behind every host, where a route leads to it. */
export function smokeTestsOf({ hosts, routing, workloads }: Pick<EnvironmentPlan, 'hosts' | 'routing' | 'workloads'>): readonly string[] {
  const routed = workloads.filter(({ routes }) => routes.length > 0);
  const ready = routed.flatMap(({ component, routes }) => (routes.some((route) => leadsTo(route, component.ready.path)) ? [component.ready.path] : []));
  const path = ready[0] ?? routed[0]?.routes[0]?.path;
  return path === undefined ? [] : hosts.map((host) => `${addressOf(routing, host)}${path}`);
}

/** Prefixes end where a segment ends, as the routes match them. */
const leadsTo = ({ path }: RoutePlan, wanted: string): boolean => path === wanted || wanted.startsWith(path.endsWith('/') ? path : `${path}/`);
