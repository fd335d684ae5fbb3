import type { LiveObject } from '../../rig/api.ts';
import { waitForApplication } from '../../controllers/application.ts';
import { until } from '../../rig/programs.ts';
import { valuesDuring } from '../../rig/watch.ts';
import { readyPodsOf, untilRuns } from '../argo-cd/pods.ts';
import { imageOf } from '../argo-cd/service.ts';
import { must } from './effect.ts';
import { applied, findsNothing, untilComplains } from './pulled.ts';
import {
  environment,
  followWay,
  requireSame,
  setImages,
  uidsOf,
  untilNewPodWaits,
  type Service,
} from './service.ts';
import type { Story } from './story.ts';

const namespace = 'moving-dev';
const placed = { namespace, name: 'moving' };
const living = [
  'deployment/moving',
  'service/moving',
  'configmap/moving-config',
  'networkpolicy/moving',
  'sealedsecret/registry-credentials',
  'secret/registry-credentials',
];

const there = ({ rig }: Service): Promise<ReadonlyMap<string, string>> =>
  uidsOf(rig, namespace, living);

const runs = ({ rig }: Service, digit: string): Promise<void> =>
  untilRuns(rig, placed, imageOf(`${digit}.0.0`, digit));

/** The Application whose name is on an object. */
const ownerOf = ({ metadata: { annotations = {} } }: LiveObject): string =>
  (annotations['argocd.argoproj.io/tracking-id'] ?? '').replace(/:.*/, '');

/** One namespace, whatever the branch, the Application and the environment are called, and whatever renders it. */
export const moving: Story = {
  first: {
    name: 'moving',
    repository: 'https://github.com/acme/moving',
    components: { server: { replicas: 2 } },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: [namespace],
  effects: [
    {
      ids: ['branch-changed'],
      name: 'another branch is deployed once the Application is applied again',
      play: async (service) => {
        const { rig, clone } = service;
        await service.change(environment({ branch: 'next' }));
        const old = await clone.push('feat: deploy another branch', 'main', 'next');
        await setImages(service, 'dev', ['server'], '2');
        const now = await clone.push('feat: release on the other branch', 'next');
        await waitForApplication(rig, 'moving-dev', { commit: old });
        await runs(service, '1');
        await applied(service, 'applications/dev.yaml');
        await waitForApplication(rig, 'moving-dev', { commit: now });
        await runs(service, '2');
      },
    },
    {
      ids: ['application-renamed/argocd'],
      name: 'two Applications take the objects from each other until the old one is deleted and the new one synced',
      play: async (service) => {
        const { rig, clone, api } = service;
        const before = await there(service);
        await service.change(environment({ releaseName: 'moved' }));
        const commit = await clone.push('feat: rename the Application', 'next');
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments/moving`;
        const owners = await valuesDuring(api, { path, valueOf: ownerOf }, async (seen) => {
          await applied(service, 'applications/dev.yaml');
          await until(
            'three owners in turn',
            () => Promise.resolve(seen.length >= 3 ? true : undefined),
            { state: () => Promise.resolve(seen.join(', ')) },
          );
        });
        must(
          owners.slice(0, 3).join() === 'moving-dev,moved,moving-dev',
          `owners: ${owners.join(', ')}`,
        );
        await followWay(service, 'application-renamed', 'kubectl', 'argocd');
        await waitForApplication(rig, 'moved', { commit });
        const deployment = await api.get(path);
        must(deployment !== undefined && ownerOf(deployment) === 'moved', 'another owner is left');
        requireSame(before, await there(service));
      },
    },
    {
      ids: ['environment-renamed/argocd'],
      name: 'an environment under another key has no image and no sealed secrets until they move with it',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await there(service);
        const pods = await readyPodsOf(rig, placed);
        const live = {
          branch: 'next',
          deploy: 'on-push',
          namespace,
          releaseName: 'moved-live',
        } as const;
        await service.change((config) => ({ ...config, environments: { live } }));
        await clone.push('feat: rename the environment', 'next');
        await untilComplains(service, 'moved', findsNothing);
        requireSame(before, await there(service));
        await applied(service, 'applications/live.yaml');
        await untilNewPodWaits(service, placed, pods, /ImagePullBackOff: .*unreleased/);
        const secrets = 'k8s/overlays/live/secrets/';
        await clone.run(
          'git',
          'mv',
          'k8s/overlays/dev/secrets/sealed-registry-credentials.yaml',
          secrets,
        );
        const listed = 's/resources: \\[\\]/resources: [sealed-registry-credentials.yaml]/';
        await clone.run('sed', '-i', listed, `${secrets}kustomization.yaml`);
        await setImages(service, 'live', ['server'], '2');
        const commit = await clone.push('feat: move what is ours', 'next');
        await followWay(service, 'environment-renamed', 'kubectl');
        await waitForApplication(rig, 'moved-live', { commit });
        requireSame(before, await there(service));
        const now = await readyPodsOf(rig, placed);
        must(
          pods.every((pod) => now.includes(pod)),
          `pods ${pods.join(', ')} became ${now.join(', ')}`,
        );
      },
    },
    {
      ids: ['packaging-changed/argocd'],
      name: 'an Application finds no manifests until it is applied again, and a sync by hand would delete everything',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await there(service);
        await service.change((config) => ({ ...config, packaging: { kind: 'helm' } }));
        const commit = await clone.push('feat: render with Helm', 'next');
        await untilComplains(service, 'moved-live', findsNothing);
        requireSame(before, await there(service));
        const words = 'argocd app sync moved-live --prune --dry-run'.split(' ');
        const would = await clone.run(...words);
        must(/Deployment .*pruned \(dry run\)/.test(would), `it would not be deleted:\n${would}`);
        await followWay(service, 'packaging-changed', 'kubectl');
        await waitForApplication(rig, 'moved-live', { commit });
        requireSame(before, await there(service));
      },
    },
  ],
};
