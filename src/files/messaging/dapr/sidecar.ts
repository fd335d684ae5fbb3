import type { Plan } from '../../../plan/plan.ts';
import type { Annotation, SidecarHolder } from '../contract.ts';

/** Annotations of the pods that get a sidecar of Dapr, which others read off them too. */
export const daprKeys = {
  enabled: 'dapr.io/enabled',
  cpuRequest: 'dapr.io/sidecar-cpu-request',
  memoryRequest: 'dapr.io/sidecar-memory-request',
} as const;

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
  { component, sidecar, shutdown }: SidecarHolder,
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

/** What the sidecar requests that Dapr adds to a pod with these annotations. */
export const sidecarRequests = (
  annotation: Annotation,
): { readonly cpu: string; readonly memory: string } | undefined =>
  annotation(daprKeys.enabled) === 'true'
    ? {
        cpu: annotation(daprKeys.cpuRequest) ?? '100m',
        memory: annotation(daprKeys.memoryRequest) ?? '250Mi',
      }
    : undefined;
