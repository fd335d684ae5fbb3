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
  // Of routes that share a path, the first counts.
  const receivers = new Map(
    workloads
      .flatMap((workload) => workload.routes.map(({ path }) => [path, workload] as const))
      .toReversed(),
  );
  const probes = workloads.flatMap((workload): (readonly [SmokeTestPlan['expects'], string])[] => {
    const {
      component: { ready },
      routes: [route],
    } = workload;
    if (route === undefined) return [];
    return [
      receiverOf(ready.path, receivers) === workload ? ['ready', ready.path] : ['any', route.path],
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
function receiverOf(
  wanted: string,
  receivers: ReadonlyMap<string, WorkloadPlan>,
): WorkloadPlan | undefined {
  for (let end = wanted.length; end > 0; end -= 1) {
    const isWhole = end === wanted.length || wanted[end - 1] === '/' || wanted[end] === '/';
    const receiver = isWhole ? receivers.get(wanted.slice(0, end)) : undefined;
    if (receiver !== undefined) return receiver;
  }
  return undefined;
}
