import { daprKeys } from '../../domain/labels.ts';
import type { Plan, WorkloadPlan } from '../../plan/plan.ts';

/**
 * What asks Dapr for a sidecar
 * (https://docs.dapr.io/reference/arguments-annotations-overview/). It
 * proves who it is with a token that
 * Dapr mounts for it, and the operator reads its secrets, so that the pod
 * itself mounts no token: hence no secret store in the sidecar.
 * Its user, its root file system and its capabilities are values of Dapr's own chart.
 */
export function sidecarAnnotations(
  { service }: Plan,
  { component, sidecar, shutdown }: WorkloadPlan,
): Record<string, string> {
  if (sidecar === undefined) return {};
  const { delivers, requests, limits } = sidecar;
  return {
    [daprKeys.enabled]: 'true',
    'dapr.io/app-id': component.objectName,
    ...(delivers ? { 'dapr.io/app-port': String(component.port) } : {}),
    'dapr.io/config': service.name,
    'dapr.io/log-as-json': 'true',
    'dapr.io/disable-builtin-k8s-secret-store': 'true',
    'dapr.io/sidecar-seccomp-profile-type': 'RuntimeDefault',
    [daprKeys.cpuRequest]: requests.cpu,
    [daprKeys.memoryRequest]: requests.memory,
    'dapr.io/sidecar-cpu-limit': limits.cpu,
    'dapr.io/sidecar-memory-limit': limits.memory,
    // As long as the application serves, it may publish.
    'dapr.io/block-shutdown-duration': `${shutdown.delaySeconds}s`,
  };
}

/** What Dapr calls its components, and the broker its topics, for the application. */
export function daprVariables({
  sidecar,
  publishes,
  subscribes,
}: WorkloadPlan): { name: string; value: string }[] {
  if (sidecar === undefined) return [];
  const topics = new Map(
    [...publishes, ...subscribes].map(({ variable, topic }) => [variable, topic]),
  );
  return [...Object.entries(sidecar.variables), ...topics].map(([name, value]) => ({
    name,
    value,
  }));
}
