import type { ConfigInput } from '../../../../src/index.ts';
import { tool } from '../../../judges/install.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { deploy, expectOutcome, type Pushed } from '../push/service.ts';
import { must, type Effect } from './effect.ts';
import { requireSame, setImages, textOf, uidsOf, type Service } from './service.ts';

/** The service that is pushed by one means and then by another. */
export const pushing = {
  name: 'pushing',
  repository: 'https://github.com/acme/pushing',
  delivery: { kind: 'push' },
  secrets: { kind: 'manual' },
  components: { server: {}, worker: { build: { context: 'worker' }, routes: [] } },
  environments: { dev: { branch: 'main', deploy: 'on-push' } },
} satisfies ConfigInput;

export const namespace = 'pushing-dev';

const living = ['server', 'worker'].flatMap((name) =>
  ['deployment', 'service', 'configmap', 'serviceaccount'].map(
    (kind) => `${kind}/pushing-${name}${kind === 'configmap' ? '-config' : ''}`,
  ),
);
const there = ({ rig }: Service): Promise<ReadonlyMap<string, string>> =>
  uidsOf(rig, namespace, living);

/** The environment as the scenarios of push delivery know it. */
const pushed = ({ rig, clone }: Service): Pushed => ({
  rig,
  clone,
  environment: 'dev',
  namespace,
  release: 'pushing-dev',
  components: ['server', 'worker'],
});

/** Deploys what the working copy has. */
export const deploys = async (service: Service): Promise<void> =>
  expectOutcome(await deploy(pushed(service)), 0, 'dev runs the images');

/** Helm refuses what the working copy has, in these words, and nothing is changed. */
async function refuses(service: Service, words: RegExp): Promise<void> {
  const outcome = await deploy(pushed(service));
  expectOutcome(outcome, 1, 'was refused before it started');
  must(words.test(outcome.stderr), `wanted ${String(words)}, but got\n${outcome.stderr}`);
}

const helm = ({ clone }: Service, ...words: readonly string[]): Promise<string> =>
  clone.run(...tool('helm-4'), ...words, `--namespace=${namespace}`);

/** Takes the objects over once, with the charts, values and releases that the script names. */
async function takeOver(service: Service): Promise<void> {
  const [, charts = ''] = /^ +charts="([^"]+)"$/m.exec(textOf(service, 'scripts/deploy.sh')) ?? [];
  for (const line of charts.split('\n')) {
    const [chart = '', release = '', ...files] = line.split(' ');
    const values = [`${chart}/values.yaml`, ...files].flatMap((file) => ['--values', file]);
    await helm(service, 'upgrade', '--install', release, chart, ...values, ...takingOver);
  }
}

const takingOver = ['--take-ownership', '--server-side=true', '--force-conflicts'];

/** The names of the Helm releases that are recorded. */
const releasesOf = async (service: Service): Promise<readonly string[]> =>
  (await helm(service, 'list', '--short')).trim().split('\n');

const commit = ({ clone }: Service, message: string): Promise<string> =>
  clone.push(message, 'main');

/** What happens to what CI deploys, in this order; each begins where the one before has ended. */
export const pushedEffects: readonly Effect<Service>[] = [
  {
    ids: ['packaging-changed/push'],
    name: 'Helm refuses what kustomize has made until it is told to take it over',
    play: async (service) => {
      const before = await there(service);
      await service.change((config) => ({ ...config, packaging: { kind: 'helm' } }));
      await commit(service, 'feat: render with Helm');
      await refuses(
        service,
        /"pushing-server" .*exists and cannot be imported into the current release: invalid ownership/,
      );
      await takeOver(service);
      await deploys(service);
      requireSame(before, await there(service));
    },
  },
  {
    ids: ['application-renamed/push'],
    name: 'Helm refuses what belongs to the release of another name',
    play: async (service) => {
      await service.change((config) => ({
        ...config,
        environments: { dev: { ...pushing.environments.dev, releaseName: 'renamed' } },
      }));
      await refuses(service, /"meta.helm.sh\/release-name" must equal "renamed"/);
      await service.change((config) => ({ ...config, environments: pushing.environments }));
    },
  },
  {
    ids: ['packaging-changed/push'],
    name: 'Helm refuses what belongs to one chart for each component that is new',
    play: async (service) => {
      const before = await there(service);
      await service.change((config) => ({
        ...config,
        packaging: { kind: 'helm', layout: 'per-component' },
      }));
      await commit(service, 'feat: a chart for each component');
      await refuses(service, /"meta.helm.sh\/release-name" must equal "pushing-dev-server"/);
      await takeOver(service);
      await deploys(service);
      requireSame(before, await there(service));
    },
  },
  {
    ids: ['release-renamed'],
    name: 'Helm refuses what belongs to the release of another key',
    play: async (service) => {
      const { rig } = service;
      const before = await there(service);
      const { server, worker } = pushing.components;
      await service.change((config) => ({
        ...config,
        components: { server, jobs: { ...worker, objectName: 'pushing-worker' } },
      }));
      await commit(service, 'feat: rename a component');
      await refuses(service, /"meta.helm.sh\/release-name" must equal "pushing-dev-jobs"/);
      await takeOver(service);
      await deploys(service);
      const recorded =
        '--field-selector=type=helm.sh/release.v1 --selector=name=pushing-dev-worker';
      await kubectl(rig, `delete secrets --namespace=${namespace} ${recorded}`.split(' '));
      const releases = await releasesOf(service);
      must(!releases.includes('pushing-dev-worker'), `releases: ${releases.join(', ')}`);
      requireSame(before, await there(service));
    },
  },
  {
    ids: ['packaging-changed/push'],
    name: 'without Helm its releases stay recorded, and nothing is deleted until one is uninstalled',
    play: async (service) => {
      const before = await there(service);
      const releases = await releasesOf(service);
      await service.change(({ components: { server }, ...config }) => ({
        ...config,
        packaging: { kind: 'kustomize' },
        components: { server: { ...server, objectName: 'pushing-server' } },
      }));
      await commit(service, 'feat: render with kustomize');
      await deploys(service);
      requireSame(before, await there(service));
      const now = await releasesOf(service);
      must(now.join() === releases.join(), `releases: ${now.join(', ')}`);
      await helm(service, 'uninstall', 'pushing-dev-jobs');
      const left = [...(await there(service)).keys()].filter((name) => name.includes('worker'));
      must(left.length === 0, `not deleted with their release: ${left.join(', ')}`);
    },
  },
  {
    ids: ['environment-renamed/push'],
    name: 'an environment under another key deploys nothing until its images move with it',
    play: async (service) => {
      const before = await there(service);
      const live = { branch: 'main', deploy: 'on-push', namespace } as const;
      await service.change((config) => ({ ...config, environments: { live } }));
      await commit(service, 'feat: rename the environment');
      const renamed = { ...pushed(service), environment: 'live' };
      expectOutcome(await deploy(renamed), 3, 'contains an image that was never released');
      requireSame(before, await there(service));
      await setImages(service, 'live', ['server'], '1');
      expectOutcome(await deploy(renamed), 0, 'live runs the images');
      requireSame(before, await there(service));
    },
  },
];
