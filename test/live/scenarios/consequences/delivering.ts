import { waitForApplication } from '../../controllers/application.ts';
import { untilRuns } from '../argo-cd/pods.ts';
import { imageOf } from '../argo-cd/service.ts';
import { deploy, expectOutcome, type Pushed } from '../push/service.ts';
import { until } from '../../rig/programs.ts';
import { valuesDuring } from '../../rig/watch.ts';
import type { LiveObject } from '../../rig/api.ts';
import { listAt, textAt } from '../../../laws/model.ts';
import { must } from './effect.ts';
import { applied } from './pulled.ts';
import { followWay, requireSame, setImages, uidsOf, type Service } from './service.ts';
import type { Story } from './story.ts';

const namespace = 'delivering-dev';
const living = ['deployment', 'service', 'serviceaccount', 'networkpolicy'].map(
  (kind) => `${kind}/delivering`,
);

const there = ({ rig }: Service): Promise<ReadonlyMap<string, string>> =>
  uidsOf(rig, namespace, living);

const runs = ({ rig }: Service, digit: string): Promise<void> =>
  untilRuns(rig, { namespace, name: 'delivering' }, imageOf(`${digit}.0.0`, digit));

/** The environment as the scenarios of push delivery know it. */
const pushed = ({ rig, clone }: Service): Pushed => ({
  rig,
  clone,
  environment: 'dev',
  namespace,
  release: 'delivering-dev',
  components: ['server'],
});

/** The tag of the image that a Deployment names: `1.0.0`. */
const tagOf = (deployment: LiveObject): string =>
  listAt(deployment, 'spec', 'template', 'spec', 'containers')
    .map((container) => /:([^:@]+)@/.exec(textAt(container, 'image'))?.[1] ?? '')
    .join();

/** A service that Argo CD delivers, then CI, then Argo CD again. */
export const delivering: Story = {
  first: {
    name: 'delivering',
    repository: 'https://github.com/acme/delivering',
    secrets: { kind: 'manual' },
    components: { server: {} },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: [namespace],
  made: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'registry-credentials', namespace },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': '{"auths":{}}' },
    },
  ],
  effects: [
    {
      ids: ['delivery-changed/push'],
      name: 'an Application that is left in the cluster sets back what CI deploys',
      play: async (service) => {
        const { clone, api } = service;
        const before = await there(service);
        await service.change((config) => ({ ...config, delivery: { kind: 'push' } }));
        await clone.push('feat: deploy from CI', 'main');
        await setImages(service, 'dev', ['server'], '2');
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments/delivering`;
        const tags = await valuesDuring(api, { path, valueOf: tagOf }, async (seen) => {
          await deploy(pushed(service));
          await until('it is set back', () => Promise.resolve(seen.length > 2 ? true : undefined));
        });
        must(tags.slice(0, 3).join() === '1.0.0,2.0.0,1.0.0', `tags: ${tags.join()}`);
        await followWay(service, 'delivery-changed', 'kubectl');
        expectOutcome(await deploy(pushed(service)), 0, 'dev runs the images');
        await runs(service, '2');
        requireSame(before, await there(service));
      },
    },
    {
      ids: ['delivery-changed/argocd'],
      name: 'Argo CD takes over the objects that CI has made',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await there(service);
        await service.change((config) => ({ ...config, delivery: { kind: 'argocd' } }));
        await setImages(service, 'dev', ['server'], '3');
        const commit = await clone.push('feat: deploy with Argo CD', 'main');
        await applied(service, 'project.yaml', 'applications/dev.yaml');
        await waitForApplication(rig, 'delivering-dev', { commit });
        await runs(service, '3');
        requireSame(before, await there(service));
      },
    },
  ],
};
