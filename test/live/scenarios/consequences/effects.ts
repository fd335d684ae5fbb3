import type { ConfigInput } from '../../../../src/index.ts';
import { at, listAt, textAt } from '../../../laws/model.ts';
import type { LiveObject } from '../../rig/api.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import { podsOf, readyPodsOf, waitsOf } from '../argo-cd/pods.ts';
import { replicasDuring } from '../argo-cd/replicas.ts';
import { must, type Effect } from './effect.ts';
import { cacheWith, databaseWith, living, store } from './living.ts';
import { namespace, type Living } from './place.ts';

const core = `/api/v1/namespaces/${namespace}`;
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const clusters = `/apis/postgresql.cnpg.io/v1/namespaces/${namespace}/clusters`;

/** The servers of a database, by name, as the objects that they are. */
async function serversOf({ api }: Living, name: string): Promise<ReadonlyMap<string, string>> {
  const pods = await api.list(
    `${core}/pods?labelSelector=cnpg.io%2FpodRole%3Dinstance,cnpg.io%2Fcluster%3D${name}`,
  );
  return new Map(
    pods
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => [metadata.name, metadata.uid ?? '']),
  );
}

const claimOf = async ({ api }: Living, name: string): Promise<LiveObject> => {
  const claim = await api.get(`${core}/persistentvolumeclaims/${name}`);
  if (claim === undefined) throw new Error(`there is no volume ${name}`);
  return claim;
};

const claimName = async ({ api }: Living, deployment: string): Promise<string> =>
  listAt(await api.get(`${deployments}/${deployment}`), 'spec', 'template', 'spec', 'volumes')
    .map((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName'))
    .join('');

const scaled = (config: ConfigInput, name: string): ConfigInput => {
  const { replicas, ...component } = config.components[name] ?? {};
  return {
    ...config,
    components: {
      ...config.components,
      [name]: { ...component, autoscaling: { min: replicas ?? 2, max: 4 } },
    },
  };
};

/** Gives a component to an autoscaler, and tells every number of pods that it is given. */
async function numbersOf(place: Living, name: string): Promise<readonly number[]> {
  const placed = { namespace, name: `${living.name}-${name}` };
  return replicasDuring(place.rig, placed, async () => {
    await place.change((config) => scaled(config, name));
    await until(`an autoscaler of ${name} acts`, async () => {
      const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${placed.name}`;
      return listAt(await place.api.get(path), 'status', 'conditions').length > 0
        ? true
        : undefined;
    });
    await until(`${name} has its pods`, async () =>
      at(await place.api.get(`${deployments}/${placed.name}`), 'spec', 'replicas') === 2
        ? true
        : undefined,
    );
  });
}

/** What the server takes, in this order; each begins where the one before has ended. */
export const effects: readonly Effect<Living>[] = [
  {
    ids: ['database-renamed', 'database-owner-renamed', 'database-class-changed'],
    name: 'other names in a database and another class are taken, and change nothing',
    play: async (place) => {
      const before = await serversOf(place, 'main');
      const names = { database: 'other', owner: 'other', storageClass: 'fast' };
      await place.change(store('main', databaseWith({ ...names, storage: '3Gi' })));
      // The larger size shows that the operator has read the change.
      await until('the volume of the database grows', async () =>
        textAt(await claimOf(place, 'main-1'), 'spec', 'resources', 'requests', 'storage') === '3Gi'
          ? true
          : undefined,
      );
      const after = await serversOf(place, 'main');
      must(
        [...before].join() === [...after].join(),
        `servers: ${[...before].join()} became ${[...after].join()}`,
      );
      const kind = textAt(await claimOf(place, 'main-1'), 'spec', 'storageClassName');
      must(kind === 'standard', `the volume has the class ${kind}`);
    },
  },
  {
    ids: ['database-upgrade'],
    name: 'a database is down while its major version rises, and the old version brings it back',
    play: async (place) => {
      const before = await serversOf(place, 'old');
      must(before.size === 1, `the database has ${String(before.size)} servers`);
      await place.change(store('old', databaseWith({ version: 16 })));
      const job = `/apis/batch/v1/namespaces/${namespace}/jobs/old-1-major-upgrade`;
      await until('a Job upgrades the volume', () => place.api.get(job));
      must((await serversOf(place, 'old')).size === 0, 'a server runs beside the upgrade');
      const phase = textAt(await place.api.get(`${clusters}/old`), 'status', 'phase');
      must(/upgrad/i.test(phase), `the operator says "${phase}"`);
      await place.change(store('old', databaseWith({ version: 14 })));
      await until('the old version is back', async () =>
        (await serversOf(place, 'old')).size === 1 ? true : undefined,
      );
    },
  },
  {
    ids: ['autoscaling-turned-on'],
    name: 'an autoscaler finds one pod instead of two, unless somebody says the number',
    play: async (place) => {
      const alone = await numbersOf(place, 'worker');
      must(alone.includes(1), `without the command: ${alone.join(', ')}`);
      await kubectl(
        place.rig,
        [
          'apply',
          `--namespace=${namespace}`,
          '--server-side',
          '--field-manager=handover',
          '-f',
          '-',
        ],
        JSON.stringify({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: `${living.name}-server` },
          spec: { replicas: 2 },
        }),
      );
      const withCommand = await numbersOf(place, 'server');
      must(withCommand.join() === '2', `with the command: ${withCommand.join(', ')}`);
    },
  },
  {
    ids: ['store-renamed'],
    name: 'a store under another name is a new one, and the old one stays',
    play: async (place) => {
      const before = await place.api.get(`${clusters}/main`);
      await place.change(store('main', databaseWith({ storage: '3Gi', objectName: 'other' })));
      await until('the new database has a volume of its own', () =>
        place.api.get(`${core}/persistentvolumeclaims/other-1`),
      );
      const after = await place.api.get(`${clusters}/main`);
      must(
        after !== undefined && after.metadata.uid === before?.metadata.uid,
        'the old one is gone',
      );
      const options = after?.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
      must(options.includes('Prune=false'), `the old one would be pruned: ${options}`);
    },
  },
  {
    ids: ['store-downgrade'],
    name: 'an older cache that cannot read its files leaves nothing that answers, and the newer one comes back',
    play: async (place) => {
      const before = await claimOf(place, 'cache-data');
      const cache = { namespace, name: 'cache' };
      const [newer, ...others] = await readyPodsOf(place.rig, cache);
      must(newer !== undefined && others.length === 0, 'there is not one server');
      // What the older server finds in the files of the newer one, the word in its tag says here.
      const image = 'docker.io/library/redis:7.2-crash';
      await place.change(store('cache', cacheWith({ image })));
      const pods = await until('the older server crashes', async () => {
        const now = await podsOf(place.rig, cache);
        return now.some((pod) => /CrashLoopBackOff/.test(waitsOf(pod))) ? now : undefined;
      });
      const names = pods.map(({ metadata }) => metadata.name).join(', ');
      must(!names.includes(newer ?? ''), `the newer server runs beside it: ${names}`);
      must((await readyPodsOf(place.rig, cache)).length === 0, 'something answers');
      await place.change(store('cache', cacheWith()));
      await until('the newer server is back', async () =>
        (await readyPodsOf(place.rig, cache)).length === 1 ? true : undefined,
      );
      const after = await claimOf(place, 'cache-data');
      must(before.metadata.uid === after.metadata.uid, 'the volume is another one');
    },
  },
  {
    ids: ['store-kind-changed'],
    name: 'another kind of cache starts on the volume of the old one',
    play: async (place) => {
      const before = await claimOf(place, 'cache-data');
      await place.change(store('cache', cacheWith({ kind: 'valkey' })));
      const after = await claimOf(place, 'cache-data');
      must(before.metadata.uid === after.metadata.uid, 'the volume is another one');
      must((await claimName(place, 'cache')) === 'cache-data', 'the server has another volume');
    },
  },
  {
    ids: ['volume-removed'],
    name: 'a cache without its volume leaves the volume in the cluster',
    play: async (place) => {
      await place.change(store('cache', { kind: 'valkey' }));
      must((await claimName(place, 'cache')) === '', 'the server has a volume');
      const { metadata } = await claimOf(place, 'cache-data');
      const options = metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
      must(options.includes('Prune=false'), `the volume would be pruned: ${options}`);
    },
  },
];
