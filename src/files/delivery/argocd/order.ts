import { argocdPrefix } from '../../../domain/labels.ts';
import { partsOf } from '../../../plan/namespaces.ts';
import type { EnvironmentPlan } from '../../../plan/plan.ts';

/**
 * The wave of an Application among those of its environment, for the root app: what others use
 * comes first. Argo CD waits for no Application by itself, so nothing relies on it: pods start
 * when what they need is there. With one Application there is no order.
 */
export function applicationWave(
  environment: EnvironmentPlan,
  part: EnvironmentPlan,
): Readonly<Record<string, string>> {
  const parts = partsOf(environment);
  return parts.length === 1 ? {} : { [`${argocdPrefix}sync-wave`]: String(depthOf(part, parts)) };
}

/** The Applications of an environment as somebody syncs them: what others use comes first. */
export function inOrder(environment: EnvironmentPlan): readonly EnvironmentPlan[] {
  const parts = partsOf(environment);
  return parts.toSorted((one, other) => depthOf(one, parts) - depthOf(other, parts));
}

/** How many others must be there before, one after the other. */
function depthOf(
  { namespace, workloads }: EnvironmentPlan,
  parts: readonly EnvironmentPlan[],
  above: readonly string[] = [],
): number {
  const used = new Set(
    workloads.flatMap(({ stores, calls }) => [
      ...stores.map((store) => store.namespace),
      ...calls.flatMap((peer) => peer.namespace ?? []),
    ]),
  );
  // Namespaces that use each other have no order between them.
  const seen = [...above, namespace];
  return Math.max(
    0,
    ...parts
      .filter((other) => used.has(other.namespace) && !seen.includes(other.namespace))
      .map((other) => 1 + depthOf(other, parts, seen)),
  );
}
