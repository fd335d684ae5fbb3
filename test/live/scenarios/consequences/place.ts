import { parseConfig } from '../../../../src/config/parse/parse.ts';
import type { ConfigInput } from '../../../../src/index.ts';
import { inParallel } from '../../../judges/parallel.ts';
import { modelOf, type Plain } from '../../../laws/model.ts';
import { makePlan } from '../../../plan/make-plan.ts';
import { applyTo, refuse, restrictedNamespace } from '../../environments/apply.ts';
import { servedBy } from '../../environments/served.ts';
import { untilWorking } from '../../environments/working.ts';
import { connect, type Api, type LiveObject } from '../../rig/api.ts';
import { applyObjects } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import type { Rig } from '../../rig/rig.ts';
import { living, type Change } from './living.ts';

/** Where the config lives. */
export const namespace = 'consequences';

/** A config that lives in the cluster, and can change. */
export interface Living {
  readonly rig: Rig;
  readonly api: Api;
  /** Applies what a change makes of the config as it is now, as Argo CD would. */
  change(change: Change): Promise<void>;
  /** What the server says to a change of the config as it was first; nothing is changed. */
  answersTo(change: Change): Promise<readonly string[]>;
  /** Applies one object, or asks what the server would say. */
  complaintsOf(way: 'apply' | 'server-side dry run', object: Plain): Promise<readonly string[]>;
}

/** Brings the config to life, by the same means as Argo CD. */
export async function bringToLife(rig: Rig): Promise<Living> {
  const api = connect(rig);
  const cluster = { api, served: servedBy(api) };
  const complaintsOf: Living['complaintsOf'] = async (way, object) =>
    (await applyTo(cluster, way, { object, namespace })).complaints;
  const complaints = async (
    way: 'apply' | 'server-side dry run',
    [before, after]: readonly [ConfigInput, ConfigInput],
  ): Promise<readonly string[]> => {
    const known = new Set(madeOf(before).objects.map((object) => JSON.stringify(object)));
    const changed = madeOf(after).objects.filter((object) => !known.has(JSON.stringify(object)));
    if (changed.length === 0) throw new Error('the change makes no other object');
    return (await inParallel(3, changed, (object) => complaintsOf(way, object))).flat();
  };
  let config = living;

  const { secrets, objects } = madeOf(living);
  await restrictedNamespace(api, namespace);
  await applyObjects(rig, secrets);
  for (const object of objects) refuse(await complaintsOf('apply', object));
  const stores = objects.filter(({ kind }) => kind === 'Cluster');
  await untilWorking(
    cluster,
    stores.map((object) => ({ object, namespace })),
    90,
  );
  await until('the volume of the cache is there', async () => {
    const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/cache-data`;
    const claim = await api.get<LiveObject & { status: { phase: string } }>(path);
    return claim?.status.phase === 'Bound' ? true : undefined;
  });
  return {
    rig,
    api,
    complaintsOf,
    answersTo: (change) => complaints('server-side dry run', [living, change(living)]),
    change: async (change) => {
      const changed = change(config);
      refuse(await complaints('apply', [config, changed]));
      config = changed;
    },
  };
}

/** The objects of a config, and the secrets that they read. */
function madeOf(config: ConfigInput): {
  readonly secrets: readonly Plain[];
  readonly objects: readonly Plain[];
} {
  const plan = makePlan(parseConfig(config));
  const [environment] = plan.environments;
  if (environment === undefined) throw new Error('the config has no environment');
  const secrets = environment.secrets.map(({ name, type, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type,
    stringData: Object.fromEntries(keys.map(({ key, blank }) => [key, blank])),
  }));
  return { secrets, objects: modelOf(plan, environment).objects };
}
