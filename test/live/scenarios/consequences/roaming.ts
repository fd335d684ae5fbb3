import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitForApplication } from '../../controllers/application.ts';
import { textAt } from '../../../laws/model.ts';
import { until } from '../../rig/programs.ts';
import { readyPodsOf } from '../argo-cd/pods.ts';
import { sealSecrets } from '../argo-cd/service.ts';
import { must } from './effect.ts';
import { applied, findsNothing, untilComplains } from './pulled.ts';
import { followWay, requireSame, uidsOf, untilNewPodWaits, type Service } from './service.ts';
import type { Story } from './story.ts';

const namespace = 'roaming-dev';
const [edge, data] = ['roaming-edge', 'roaming-data'];
const server = { namespace, name: 'roaming-server' };
const web = { namespace: edge, name: 'roaming-web' };
const cache = ['persistentvolumeclaim/cache-data', 'deployment/cache', 'secret/cache-auth'];

/** Moves what people wrote to the folder of a namespace that has become one of several. */
async function moveToPlace({ clone }: Service, place: string): Promise<void> {
  const folder = join(clone.folder, 'k8s/overlays/dev');
  for (const name of ['secrets', 'custom']) {
    mkdirSync(join(folder, place, name), { recursive: true });
    await clone.run('sh', '-c', `mv ${folder}/${name}/* ${folder}/${place}/${name}/`);
  }
}

/** A service of one namespace whose component and store move to others. */
export const roaming: Story = {
  first: {
    name: 'roaming',
    repository: 'https://github.com/acme/roaming',
    components: {
      server: { secretEnv: ['API_KEY'] },
      web: { build: { context: 'web' }, routes: [], stores: [], secretEnv: ['TOKEN'] },
    },
    dataStores: { cache: { kind: 'redis', persistence: { storage: '1Gi' } } },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: [namespace, edge, data],
  effects: [
    {
      ids: ['namespaces-split', 'component-moved'],
      name: 'a component in another namespace waits for its secrets, and what stays for what people wrote',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await uidsOf(rig, namespace, [...cache, 'deployment/roaming-server']);
        const pods = await readyPodsOf(rig, server);
        await service.change(
          ({ components: { server: one = {}, web: other = {} }, ...config }) => ({
            ...config,
            components: { server: one, web: { ...other, namespace: edge } },
          }),
        );
        await clone.push('feat: move a component', 'main');
        await untilComplains(service, 'roaming-dev', findsNothing);
        requireSame(before, await uidsOf(rig, namespace, [...before.keys()]));
        await applied(service, 'project.yaml', 'applications/dev.yaml');
        await untilNewPodWaits(service, web, [], /secret "[^"]+" not found/);
        await until('the component is gone where it was', async () =>
          (await uidsOf(rig, namespace, ['deployment/roaming-web'])).size === 0 ? true : undefined,
        );
        await until('a Secret is deleted with its SealedSecret', async () =>
          (await uidsOf(rig, namespace, ['secret/roaming-secrets'])).size === 0 ? true : undefined,
        );
        await moveToPlace(service, namespace);
        await sealSecrets(clone, 'dev');
        const commit = await clone.push('feat: move what is ours, and seal the rest', 'main');
        await followWay(service, 'namespaces-split', 'kubectl');
        for (const name of ['roaming-dev', 'roaming-dev-roaming-edge'])
          await waitForApplication(rig, name, { commit });
        const now = await readyPodsOf(rig, server);
        must(
          pods.every((pod) => now.includes(pod)),
          `pods ${pods.join(', ')} became ${now.join(', ')}`,
        );
      },
    },
    {
      ids: ['store-moved'],
      name: 'a store in another namespace is a new one, and the old one stays',
      play: async (service) => {
        const { rig, clone, api } = service;
        const before = await uidsOf(rig, namespace, cache);
        await service.change((config) => ({
          ...config,
          dataStores: {
            cache: { kind: 'redis', persistence: { storage: '1Gi' }, namespace: data },
          },
        }));
        await followWay(service, 'store-moved', 'npx');
        const commit = await clone.push('feat: move a store', 'main');
        await followWay(service, 'store-moved', 'kubectl');
        for (const name of ['roaming-dev', 'roaming-dev-roaming-data'])
          await waitForApplication(rig, name, { commit });
        requireSame(before, await uidsOf(rig, namespace, cache));
        const after = await uidsOf(rig, data, ['persistentvolumeclaim/cache-data']);
        must(after.size === 1, 'there is no new volume');
        const secret = await api.get(`/api/v1/namespaces/${namespace}/secrets/roaming-secrets`);
        const url = Buffer.from(textAt(secret, 'data', 'CACHE_URL'), 'base64').toString();
        must(url.includes(`@cache.${data}.svc:`), `clients find ${url.replace(/:[^:@]+@/, '@')}`);
      },
    },
  ],
};
