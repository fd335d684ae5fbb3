import { topologyKeys } from '../domain/labels.ts';
import type { ResourcesPlan } from '../domain/resources.ts';
import { sha256 } from '../domain/sha256.ts';
import type { Value } from '../render/spec.ts';

/** Pod security that Pod Security Standard `restricted` accepts, for one user and group. */
export const podSecurity = (user: number) => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

export const containerSecurity = (user: number) => ({
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  capabilities: { drop: ['ALL'] },
});

/** What every pod of ours leaves out. */
export const leanPod = { automountServiceAccountToken: false, enableServiceLinks: false } as const;

export const resourcesOf = ({ requests, limits }: ResourcesPlan) => ({
  requests: { ...requests },
  limits: { ...limits },
});

/** A probe over HTTP, on the port that is called `http`. */
export const probe = <Times extends object>({
  path,
  ...times
}: Times & { readonly path: string }) => ({
  httpGet: { path, port: 'http', scheme: 'HTTP' },
  ...times,
});

/** A scratch folder, bounded. */
export const scratch = (name: string, sizeLimit: string) => ({ name, emptyDir: { sizeLimit } });

/** Replicas apart: over nodes where possible, over zones where there are several. */
export function apart(selector: Readonly<Record<string, string>>): Record<string, Value> {
  const labelSelector = { matchLabels: { ...selector } };
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { topologyKey: topologyKeys.node, labelSelector },
          },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: topologyKeys.zone,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
      },
    ],
  };
}

/** Changes with the configuration, so that a change of it restarts the pods. */
export const checksum = (data: Readonly<Record<string, string>>): string =>
  sha256(JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))));
