import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../src/index.ts';
import { refresh, staysSynced, statusOf, waitForApplication } from '../controllers/application.ts';
import type { Clone } from '../rig/clone.ts';
import { kubectl, tryKubectl } from '../rig/kubectl.ts';
import { until } from '../rig/programs.ts';
import { argoCdNamespace, type Rig } from '../rig/rig.ts';
import { follow } from '../rig/runbook.ts';
import type { Scenario, Stage } from '../scenario.ts';
import {
  assertDecrypted,
  assertNothingMoved,
  assertWaveOrder,
  objectsOf,
} from './argo-cd/objects.ts';
import { untilRuns, type Placed } from './argo-cd/pods.ts';
import { merge, promote, release, type Place } from './argo-cd/release.ts';
import { makeService, plainSecrets, regenerate } from './argo-cd/service.ts';

const root = 'parcels';

const dev = { name: 'dev', branch: 'dev' };
const staging = { name: 'staging', branch: 'staging' };
const prod = { name: 'prod', branch: 'main' };

const configWith = (places: readonly Place[]) =>
  ({
    name: root,
    repository: 'https://github.com/acme/parcels',
    packaging: { kind: 'helm' },
    delivery: { kind: 'argocd', rootApp: true },
    routing: { kind: 'ingress', className: 'traefik', controllerNamespace: 'traefik', tls: {} },
    components: {
      server: { routes: [{ path: '/' }], autoscaling: { min: 1, max: 3 }, secretEnv: ['API_KEY'] },
    },
    dataStores: {
      database: { kind: 'postgres', storage: '1Gi' },
      cache: { kind: 'redis', persistence: { storage: '1Gi' } },
    },
    environments: Object.fromEntries(
      places.map(({ name, branch }, index) => [
        name,
        {
          branch,
          deploy: index === 0 ? 'on-push' : 'on-promotion',
          production: false,
          hosts: [`${root}-${name}.example.com`],
        },
      ]),
    ),
  }) satisfies ConfigInput;

const places = [dev, staging, prod];
const applicationOf = ({ name }: Place): string => `${root}-${name}`;
const server = (place: Place): Placed => ({ namespace: applicationOf(place), name: root });

const firstDeploy = 'docs/first-deploy.md';
const afterSealing = /secure-secrets|^git /;
const builds = /^gh |^git pull$/;

/** A service of charts lives under a root app, from its first deployment until an environment goes. */
export const rootApp: Scenario = {
  name: 'argo-cd: root app with Helm',
  proves:
    'A root app deploys a chart to three environments after the steps of its first deployment; releases, ' +
    'promotions and a rollback reach them through release files; the steps that remove an environment leave ' +
    'nothing of it, and the others as they were.',
  fault: {
    breaks: 'an environment that leaves git before it leaves the cluster',
    says: /still runs in parcels-staging:[^]*deployment\.apps\/parcels/,
  },
  run: async (stage) => {
    for (const place of places) stage.watches(applicationOf(place));
    stage.reads('argocd-application-controller');
    const clone = await stage.step('makes the repository', () =>
      makeService(
        stage,
        configWith(places),
        places.map(({ branch }) => branch),
      ),
    );
    const first = await deploy(stage, clone);
    if (!stage.proving) await live(stage, clone, first);
    await remove(stage, clone);
  },
};

/** The first deployment, as its page says; gives the image. */
async function deploy(stage: Stage, clone: Clone): Promise<string> {
  const { rig } = stage;
  await stage.step('creates the AppProject and seals the secrets', async () => {
    await follow(clone, firstDeploy, {
      under: / > 4\. /,
      skip: [{ command: /^argocd (?:login|repo)/, because: 'the rig has made Argo CD ready' }],
    });
    for (const { name } of places)
      await follow(clone, firstDeploy, {
        under: / > 5\. /,
        values: { '<environment>': name, '<context-of-environment>': name },
        skip: [{ command: afterSealing, because: 'it comes when all of them are sealed' }],
        env: { EDITOR: 'sed -i s/REPLACE_ME/filled-in/g' },
      });
    await follow(clone, firstDeploy, {
      under: / > 5\. /,
      skip: [{ command: /<environment>/, because: 'it was done for each environment' }],
    });
  });
  const secrets = places.map((place) => plainSecrets(clone, place.name));
  const image = await stage.step('builds the first image', () => release(clone, dev, '1'));
  await stage.step('deploys dev', () =>
    follow(clone, firstDeploy, {
      under: / > 6\. /,
      skip: [
        { command: /staging|root\.yaml/, because: 'nothing is promoted yet' },
        { command: builds, because: 'the image is there' },
      ],
    }),
  );
  await stage.step('promotes to staging and prod', async () => {
    await promote(clone, dev, staging);
    await promote(clone, staging, prod);
  });
  await stage.step('applies the root app', () =>
    follow(clone, firstDeploy, {
      under: / > 6\. /,
      skip: [
        { command: /parcels-dev|applications\/dev/, because: 'dev was verified' },
        { command: builds, because: 'the image is there' },
      ],
    }),
  );
  await stage.step('is Synced and Healthy', () => untilAllAre(rig, places));
  await stage.step('runs everywhere', () =>
    Promise.all(places.map((place) => untilRuns(rig, server(place), image))),
  );
  await stage.step('came in the order of its waves', async () => {
    for (const application of [root, applicationOf(staging), applicationOf(prod)])
      assertWaveOrder(await objectsOf(rig, application));
  });
  await stage.step('has the values that were sealed', async () => {
    for (const [index, place] of places.entries())
      await assertDecrypted(rig, applicationOf(place), secrets[index] ?? {});
  });
  return image;
}

/** Waits until the root app and the Applications are Synced and Healthy, without a condition. */
async function untilAllAre(rig: Rig, environments: readonly Place[]): Promise<void> {
  const applications = [root, ...environments.map(applicationOf)];
  await Promise.all(applications.map((name) => waitForApplication(rig, name)));
}

/** Nothing moves by itself, releases arrive, and what somebody changes by hand does not last. */
async function live(stage: Stage, clone: Clone, first: string): Promise<void> {
  const { rig } = stage;
  // The others are compared by the options that the root app gives them.
  await stage.step('stays Synced', () => staysSynced(rig, root));
  await stage.step('writes nothing in a second sync', async () => {
    const before = await generationsOf(rig, [prod]);
    for (const name of [root, applicationOf(prod)]) {
      await clone.run('argocd', 'app', 'sync', name, '--timeout', '60');
      await waitForApplication(rig, name);
    }
    assertNothingMoved(before, await generationsOf(rig, [prod]));
  });
  const arrives = async (place: Place, image: string): Promise<void> => {
    await refresh(rig, applicationOf(place));
    await untilRuns(rig, server(place), image);
  };
  await stage.step('releases another image', async () => {
    const image = await release(clone, dev, '2');
    await arrives(dev, image);
    await promote(clone, dev, staging);
    await arrives(staging, image);
    await promote(clone, staging, prod);
    await arrives(prod, image);
  });
  await stage.step('rolls back', async () => {
    await follow(clone, 'docs/runbooks/rollback.md', {
      under: / > 1\. /,
    });
    await untilRuns(rig, server(prod), first);
  });
  await stage.step('restores what was changed by hand', async () => {
    const namespace = applicationOf(prod);
    const gone = await uidOf(rig, 'service', root, namespace);
    await kubectl(rig, ['delete', 'service', root, `--namespace=${namespace}`]);
    await until('the Service is back', async () => {
      const uid = await uidOf(rig, 'service', root, namespace);
      return uid === '' || uid === gone ? undefined : uid;
    });
    const application = await uidOf(rig, 'application', applicationOf(dev), argoCdNamespace);
    const objects = await generationsOf(rig, [prod]);
    await kubectl(rig, ['delete', 'application', applicationOf(dev), '-n', argoCdNamespace]);
    await until('the Application is back', async () => {
      const uid = await uidOf(rig, 'application', applicationOf(dev), argoCdNamespace);
      return uid === '' || uid === application ? undefined : uid;
    });
    await untilAllAre(rig, places);
    assertNothingMoved(objects, await generationsOf(rig, [prod]));
  });
}

const uidOf = (rig: Rig, kind: string, name: string, namespace: string): Promise<string> =>
  kubectl(rig, [
    'get',
    kind,
    name,
    `--namespace=${namespace}`,
    '--ignore-not-found',
    '--output=jsonpath={.metadata.uid}',
  ]);

/** The steps that remove an environment, as the page about environments has them. */
async function remove(stage: Stage, clone: Clone): Promise<void> {
  const { rig } = stage;
  const page = howTo(clone);
  const application = applicationOf(staging);
  const before = await generationsOf(rig, [dev, prod]);
  let leavesCluster = async (): Promise<void> => {
    await stage.step('deletes it in the cluster', () => read(clone, page, steps.application));
    await stage.step('leaves what holds data', () => requireOnlyKept(rig, application));
    await stage.step('deletes what holds data', () => read(clone, page, steps.namespace));
  };
  await stage.plant(() => void (leavesCluster = () => Promise.resolve()));
  await leavesCluster();
  await stage.step('removes it from git', async () => {
    await merge(clone, prod, dev);
    await regenerate(clone, configWith([dev, prod]));
    await clone.push('feat: remove staging', dev.branch);
    await merge(clone, dev, prod);
  });
  await stage.step('enables the root app again', () => read(clone, page, steps.root));
  await stage.step('is Synced and Healthy', async () => {
    await untilAllAre(rig, [dev, prod]);
    await until(`Application ${application} is gone`, async () =>
      (await statusOf(rig, application)) === undefined ? true : undefined,
    );
  });
  await stage.step('left nothing', () => requireGone(rig, application));
  await stage.step('left the others as they were', async () => {
    assertNothingMoved(before, await generationsOf(rig, [dev, prod]));
    const project = await kubectl(rig, [
      'get',
      'appproject',
      root,
      `--namespace=${argoCdNamespace}`,
      '--output=jsonpath={.spec.destinations[*].namespace}',
    ]);
    if (project !== 'parcels-dev parcels-prod') throw new Error(`the AppProject admits ${project}`);
  });
  await stage.step('deletes the branch', () => read(clone, page, steps.branch));
}

/** How the commands of each step of the page begin; between them somebody edits the config. */
const steps = {
  application: ['argocd app set', 'argocd app delete', 'kubectl get all'],
  namespace: ['kubectl delete namespace'],
  root: ['kubectl apply -f argocd/root.yaml'],
  branch: ['git push origin --delete'],
} as const;

/** The page of our own documentation, with the name of this service, as a file that git does not see. */
function howTo({ folder }: Clone): string {
  const path = '.git/add-an-environment.md';
  const page = join(import.meta.dirname, '../../../docs/how-to/add-an-environment.md');
  const written = readFileSync(page, 'utf8')
    .replaceAll('orders', root)
    .replaceAll('```sh', '```bash');
  writeFileSync(join(folder, path), written);
  return path;
}

/** Runs the commands of one step. */
async function read(clone: Clone, page: string, step: readonly string[]): Promise<void> {
  const others = new RegExp(`^(?!${step.join('|')})`);
  await follow(clone, page, {
    under: /Remove an environment/,
    skip: [{ command: others, because: 'it belongs to another step, or to push delivery' }],
    answers: 'y',
  });
}

/** What an object is, and how often its spec has changed. */
async function generationsOf(
  rig: Rig,
  environments: readonly Place[],
): Promise<ReadonlyMap<string, string>> {
  const objects = await Promise.all(
    environments.map((place) => objectsOf(rig, applicationOf(place))),
  );
  return new Map(
    objects
      .flat()
      .map(({ kind = '', metadata: { namespace = '', name, uid, generation } }) => [
        `${namespace}/${kind}/${name}`,
        `${String(uid)} generation ${String(generation)}`,
      ]),
  );
}

const held = [
  'cluster.postgresql.cnpg.io/database',
  'persistentvolumeclaim/database-1',
  'secret/database-credentials',
  'deployment.apps/cache',
  'persistentvolumeclaim/cache-data',
  'secret/cache-auth',
];

/** Fails where a component is left, or something of a store is not. */
async function requireOnlyKept(rig: Rig, namespace: string): Promise<void> {
  const component = await kubectl(rig, [
    'get',
    'deployment,service,ingress,hpa,certificate,networkpolicy',
    `--namespace=${namespace}`,
    `--selector=app.kubernetes.io/name=${root}`,
    '--output=name',
  ]);
  if (component !== '') throw new Error(`still there:\n${component}`);
  await kubectl(rig, ['get', `--namespace=${namespace}`, ...held]);
}

async function requireGone(rig: Rig, namespace: string): Promise<void> {
  const left = await kubectl(rig, ['get', 'all', '-n', namespace, '--output=name']);
  if (left !== '') throw new Error(`still runs in ${namespace}:\n${left}`);
  const { code } = await tryKubectl(rig, ['get', 'namespace', namespace]);
  if (code === 0) throw new Error(`namespace ${namespace} is still there`);
}
