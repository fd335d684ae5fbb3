import { apiOf, type LiveObject } from '../rig/api.ts';
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
  /** When the last operation began: another one is another time. */
  readonly operationSince: string;
  /** What git has. */
  readonly resources: readonly Resource[];
  /** What git no longer has, and is there nevertheless. */
  readonly extra: readonly Resource[];
  /** What the last operation could not apply, as `Kind/name: message`. */
  readonly failed: readonly string[];
  readonly conditions: readonly string[];
  /** Objects of git that are not Synced, as `Kind/name: status`. */
  readonly different: readonly string[];
  /** Objects that are not Healthy, as `Kind/name: status message`. */
  readonly unhealthy: readonly string[];
}

/** An object of an Application, as it lists them. */
export interface Resource {
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly status?: string;
  readonly requiresPruning?: boolean;
  readonly health?: { readonly status?: string; readonly message?: string };
}

/** An object as it is named in what people read. */
export const labelOf = ({ kind, name }: Pick<Resource, 'kind' | 'name'>): string =>
  `${kind}/${name}`;

/** What became of an object in an operation. */
interface Result extends Pick<Resource, 'kind' | 'name' | 'status'> {
  readonly message?: string;
}

interface Live extends LiveObject {
  readonly status?: {
    readonly sync?: {
      readonly status?: string;
      readonly revision?: string;
      readonly revisions?: readonly string[];
    };
    readonly health?: { readonly status?: string };
    readonly operationState?: {
      readonly phase?: string;
      readonly message?: string;
      readonly startedAt?: string;
      readonly syncResult?: { readonly resources?: readonly Result[] };
    };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly resources?: readonly Resource[];
  };
}

const pathOf = (name: string): string =>
  `/apis/argoproj.io/v1alpha1/namespaces/${argoCdNamespace}/applications/${name}`;

/** By the API and not by kubectl: whoever waits for an Application asks often. */
const read = (rig: Rig, name: string): Promise<Live | undefined> =>
  apiOf(rig).get<Live>(pathOf(name));

/** The state of an Application, or nothing where it is not there. */
export async function statusOf(rig: Rig, name: string): Promise<ApplicationStatus | undefined> {
  const live = await read(rig, name);
  if (live === undefined) return undefined;
  const { status = {} } = live;
  const all = status.resources ?? [];
  const resources = all.filter(({ requiresPruning }) => requiresPruning !== true);
  return {
    sync: status.sync?.status ?? 'Unknown',
    health: status.health?.status ?? 'Unknown',
    revision: status.sync?.revision ?? status.sync?.revisions?.[0] ?? '',
    operation: status.operationState?.phase ?? '',
    message: status.operationState?.message ?? '',
    operationSince: status.operationState?.startedAt ?? '',
    resources,
    extra: all.filter(({ requiresPruning }) => requiresPruning === true),
    failed: (status.operationState?.syncResult?.resources ?? []).flatMap(
      ({ status: result, message = '', ...object }) =>
        result === 'SyncFailed' ? [`${labelOf(object)}: ${message}`] : [],
    ),
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
export const refresh = (rig: Rig, name: string): Promise<void> =>
  annotate(rig, name, refreshing, 'normal');

const refreshing = 'argocd.argoproj.io/refresh';
const comparing = 'argocd.argoproj.io/compare-options';

/** Sets an annotation, or takes it away where the value is `null`. */
async function annotate(
  rig: Rig,
  name: string,
  annotation: string,
  value: string | null,
): Promise<void> {
  const { code, body } = await apiOf(rig).merge(pathOf(name), {
    metadata: { annotations: { [annotation]: value } },
  });
  if (code !== 200)
    throw new Error(`Application ${name} is not annotated: ${JSON.stringify(body)}`);
}

/** Lets Argo CD compare everything anew, without anything that it remembers, and gives what it says. */
export async function compareAnew(rig: Rig, name: string): Promise<ApplicationStatus> {
  await annotate(rig, name, refreshing, 'hard');
  await until(`Application ${name} is compared anew`, async () => {
    const { metadata: { annotations = {} } = {} } = (await read(rig, name)) ?? {};
    return refreshing in annotations ? undefined : true;
  });
  const status = await statusOf(rig, name);
  if (status === undefined) throw new Error(`Application ${name} is gone`);
  return status;
}

/**
 * An Application that is Synced stays it, and nothing is applied again: as
 * Argo CD compares by the API server's answers, and as it compares by itself.
 */
export async function staysSynced(rig: Rig, name: string): Promise<void> {
  const before = await statusOf(rig, name);
  const compare = async (how: string): Promise<void> => {
    const now = await compareAnew(rig, name);
    const stays = now.sync === 'Synced' && now.operationSince === before?.operationSince;
    if (!stays || now.different.length > 0 || now.conditions.length > 0)
      throw new Error(`Application ${name} does not stay Synced, compared ${how}\n${shown(now)}`);
  };
  const options = (await read(rig, name))?.metadata.annotations?.[comparing];
  await compare(options ?? 'as Argo CD does by default');
  if (options === undefined) return;
  await annotate(rig, name, comparing, null);
  try {
    await compare(`without ${options}`);
  } finally {
    await annotate(rig, name, comparing, options);
  }
}

/** A state as a failure shows it: what is as it should be is left out. */
const shown = ({ resources, extra, ...rest }: ApplicationStatus): string =>
  JSON.stringify({ ...rest, resources: resources.length, extra: extra.map(labelOf) }, null, 2);

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
      state: async () => stateOf(rig, name),
    },
  );
}

/** Waits until Argo CD says of an Application at a commit that it has this health. */
export async function untilHealth(
  rig: Rig,
  name: string,
  { health, commit }: { readonly health: string; readonly commit: string },
): Promise<void> {
  await refresh(rig, name);
  await until(
    `Application ${name} is ${health} at ${commit.slice(0, 7)}`,
    async () => {
      const status = await statusOf(rig, name);
      return status?.health === health && status.revision === commit ? true : undefined;
    },
    { state: () => stateOf(rig, name) },
  );
}

/** The state of an Application for a failure that has to be understood. */
export async function stateOf(rig: Rig, name: string): Promise<string> {
  const status = await statusOf(rig, name);
  return status === undefined ? `no Application ${name}` : shown(status);
}
