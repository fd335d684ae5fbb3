import { receiverOf } from '../domain/route-paths.ts';
import type { EnvironmentPlan, SmokeTestPlan } from './plan.ts';
import { addressOf } from './routing/plan.ts';
import { reaches, wayTo } from './routing/routes.ts';

/**
 * What shows from outside that a deployment went well: of each
 * component that routes reach, one address on every host.
 */
export function smokeTestsOf({
  hosts,
  routing,
  workloads,
}: Pick<EnvironmentPlan, 'hosts' | 'routing' | 'workloads'>): readonly SmokeTestPlan[] {
  const all = workloads.flatMap(({ routes }) => routes);
  const probes = workloads.flatMap(({ component: { ready }, routes }): readonly SmokeTestPlan[] => {
    const own = routes.filter(reaches);
    const readiness = own.map((route) => wayTo(route, ready.path, all));
    const answer = own.find((route) => receiverOf(all, route.path) === route);
    const [address] = readiness.filter((path) => path !== undefined);
    if (address !== undefined) return [{ expects: 'ready', address }];
    return answer === undefined ? [] : [{ expects: 'any', address: answer.path }];
  });
  return hosts.flatMap((host) =>
    probes.map(({ expects, address }) => ({
      expects,
      address: `${addressOf(routing, host)}${address}`,
    })),
  );
}
