import type { EnvironmentPlan, SmokeTestPlan, WorkloadPlan } from './plan.ts';
import { addressOf } from './routing/plan.ts';

/**
 * What shows from outside that a deployment went well: of each
 * component that has routes, one address on every host.
 */
export function smokeTestsOf({
  hosts,
  routing,
  workloads,
}: Pick<EnvironmentPlan, 'hosts' | 'routing' | 'workloads'>): readonly SmokeTestPlan[] {
  const probes = workloads.flatMap((workload): (readonly [SmokeTestPlan['expects'], string])[] => {
    const {
      component: { ready },
      routes: [route],
    } = workload;
    if (route === undefined) return [];
    return [
      receiverOf(ready.path, workloads) === workload ? ['ready', ready.path] : ['any', route.path],
    ];
  });
  return hosts.flatMap((host) =>
    probes.map(([expects, path]) => ({ expects, address: `${addressOf(routing, host)}${path}` })),
  );
}

/**
 * Who gets the requests to a path: the component with the longest
 * route that covers it. Prefixes end where a segment ends.
 */
function receiverOf(wanted: string, workloads: readonly WorkloadPlan[]): WorkloadPlan | undefined {
  const covering = workloads
    .flatMap((workload) => workload.routes.map(({ path }) => ({ workload, path })))
    .filter(
      ({ path }) => path === wanted || wanted.startsWith(path.endsWith('/') ? path : `${path}/`),
    );
  return covering.sort((a, b) => b.path.length - a.path.length)[0]?.workload;
}
