import { receiverOf } from '../domain/route-paths.ts';
import type { EnvironmentPlan, SmokeTestPlan } from './plan.ts';
import { addressOf } from './routing/plan.ts';
import { reaches, routesOn, wayTo } from './routing/routes.ts';

/**
 * What shows from outside that a deployment went well: of each
 * component that routes reach, one address on every host of theirs.
 */
export const smokeTestsOf = ({
  hostGroups,
  routing,
  workloads,
}: Pick<EnvironmentPlan, 'hostGroups' | 'routing' | 'workloads'>): readonly SmokeTestPlan[] =>
  Object.entries(hostGroups).flatMap(([group, hosts]) => {
    const probes = probesOn(group, workloads);
    return hosts.flatMap((host) =>
      probes.map(({ expects, path }) => ({
        expects,
        address: `${addressOf(routing, host)}${path}`,
      })),
    );
  });

interface Probe {
  readonly expects: SmokeTestPlan['expects'];
  readonly path: string;
}

/** What each component is asked by, on every host of a group. */
function probesOn(group: string, workloads: EnvironmentPlan['workloads']): readonly Probe[] {
  const all = routesOn(
    group,
    workloads.flatMap(({ routes }) => routes),
  );
  return workloads.flatMap(({ component: { ready }, routes }): readonly Probe[] => {
    const own = routesOn(group, routes).filter(reaches);
    const answer = own.find((route) => receiverOf(all, route.path) === route);
    const [path] = own
      .map((route) => wayTo(route, ready.path, all))
      .filter((found) => found !== undefined);
    if (path !== undefined) return [{ expects: 'ready', path }];
    return answer === undefined ? [] : [{ expects: 'any', path: answer.path }];
  });
}
