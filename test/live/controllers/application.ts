import { kubectl, tryKubectl } from '../rig/kubectl.ts';
import { until } from '../rig/programs.ts';
import { argoCdNamespace, type Rig } from '../rig/rig.ts';

/** What Argo CD says of an Application. */
export interface ApplicationStatus {
  readonly sync: string;
  readonly health: string;
  readonly revision: string;
  /** Of the last operation: `Running`, `Succeeded`, `Failed`, `Error`. */
  readonly operation: string;
  readonly message: string;
  readonly conditions: readonly string[];
  /** Objects that are not Synced, as `Kind/name: status`. */
  readonly different: readonly string[];
  /** Objects that are not Healthy, as `Kind/name: status message`. */
  readonly unhealthy: readonly string[];
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly status?: string;
  readonly health?: { readonly status?: string; readonly message?: string };
}

interface Live {
  readonly status?: {
    readonly sync?: {
      readonly status?: string;
      readonly revision?: string;
      readonly revisions?: readonly string[];
    };
    readonly health?: { readonly status?: string };
    readonly operationState?: { readonly phase?: string; readonly message?: string };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly resources?: readonly Resource[];
  };
}

/** The state of an Application, or nothing where it is not there. */
export async function statusOf(rig: Rig, name: string): Promise<ApplicationStatus | undefined> {
  const { code, stdout } = await tryKubectl(rig, [
    'get',
    'application',
    name,
    `--namespace=${argoCdNamespace}`,
    '--output=json',
  ]);
  if (code !== 0) return undefined;
  const { status = {} } = JSON.parse(stdout) as Live;
  const resources = status.resources ?? [];
  return {
    sync: status.sync?.status ?? 'Unknown',
    health: status.health?.status ?? 'Unknown',
    revision: status.sync?.revision ?? status.sync?.revisions?.[0] ?? '',
    operation: status.operationState?.phase ?? '',
    message: status.operationState?.message ?? '',
    conditions: (status.conditions ?? []).map(({ type, message }) => `${type}: ${message}`),
    different: resources.flatMap(({ kind, name: of, status: sync }) =>
      sync === undefined || sync === 'Synced' ? [] : [`${kind}/${of}: ${sync}`],
    ),
    unhealthy: resources.flatMap(({ kind, name: of, health }) =>
      health?.status === undefined || health.status === 'Healthy'
        ? []
        : [`${kind}/${of}: ${health.status} ${health.message ?? ''}`.trim()],
    ),
  };
}

/** Asks Argo CD to look at git now, instead of in its own time. */
export const refresh = (rig: Rig, name: string): Promise<string> =>
  kubectl(rig, [
    'annotate',
    'application',
    name,
    `--namespace=${argoCdNamespace}`,
    '--overwrite',
    'argocd.argoproj.io/refresh=normal',
  ]);

/**
 * Waits until an Application is Synced and Healthy at a commit, with its
 * operation ended and no condition. Fails at once where a sync has failed for
 * good, and says what differs.
 */
export async function waitForApplication(
  rig: Rig,
  name: string,
  { commit, seconds = 90 }: { readonly commit?: string; readonly seconds?: number } = {},
): Promise<ApplicationStatus> {
  await until(`Application ${name} is there`, () => statusOf(rig, name));
  await refresh(rig, name);
  return until(
    `Application ${name} is Synced and Healthy${commit === undefined ? '' : ` at ${commit.slice(0, 7)}`}`,
    async () => {
      const status = await statusOf(rig, name);
      if (status === undefined) return undefined;
      const here = commit === undefined || status.revision === commit;
      const settled = status.operation !== 'Running' && status.conditions.length === 0;
      const good = status.sync === 'Synced' && status.health === 'Healthy';
      return here && settled && good ? status : undefined;
    },
    {
      seconds,
      state: async () => JSON.stringify(await statusOf(rig, name), null, 2),
    },
  );
}
