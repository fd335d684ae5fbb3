import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilHealth, waitForApplication } from '../controllers/application.ts';
import type { Clone } from '../rig/clone.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { podsOf, untilRuns } from './argo-cd/pods.ts';
import {
  applyApplication,
  customize,
  deployedAs,
  imageOf,
  makeService,
  newestOf,
  sealSecrets,
} from './argo-cd/service.ts';

const name = 'shop';
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name };

/** Releases of a service with two environments, from the first image to the way back. */
export const releases: Scenario = {
  name: 'argo-cd: releases',
  proves:
    'A new image replaces all pods of the old one; a promotion runs the same digest in the next environment; ' +
    'a rollback brings the old one back, also when the new one never starts.',
  fault: {
    breaks: 'a patch of the environment that pins its image',
    says: /only pods of shop with .* run: not within/,
  },
  run: async (stage) => {
    const { rig } = stage;
    const clone = await stage.step('makes the repository', () => makeShop(stage));
    const dev = deployedAs(clone, 'dev');
    const prod = deployedAs(clone, 'prod');
    for (const { namespace } of [dev, prod]) stage.watches(namespace);
    const runs = (environment: typeof dev, image: string): Promise<void> =>
      untilRuns(rig, { namespace: environment.namespace, name }, image, {
        seconds: stage.proving ? 10 : 60,
      });
    const waits = async (environment: typeof dev): Promise<void> => {
      const commit = await newestOf(clone, environment.branch);
      await waitForApplication(rig, environment.application, { commit });
    };

    const first = await stage.step('deploys the first image', async () => {
      const image = await release(clone, '1');
      await applyApplication(rig, clone, 'dev', { commit: await newestOf(clone, 'dev') });
      await runs(dev, image);
      return image;
    });
    await stage.step('promotes it', async () => {
      await promote(clone);
      await applyApplication(rig, clone, 'prod', { commit: await newestOf(clone, 'main') });
      await runs(prod, first);
    });
    await stage.plant(async () => {
      await clone.run('git', 'switch', '--quiet', 'dev');
      const containers = [{ name: 'api', image: imageOf('pinned', '9') }];
      customize(clone, 'dev', [{ ...deployment, spec: { template: { spec: { containers } } } }]);
      await clone.push('fix: pin the image', 'dev');
    });
    const second = await stage.step('replaces it by the next one', async () => {
      const image = await release(clone, '2');
      await waits(dev);
      await runs(dev, image);
      return image;
    });
    await stage.step('promotes that one too, and rolls it back', async () => {
      await promote(clone);
      await waits(prod);
      await runs(prod, second);
      await clone.gitops('rollback', 'prod', '--push');
      await waits(prod);
      await runs(prod, first);
    });
    await stage.step(
      'is Degraded with an image that crashes, and serves with the old one',
      async () => {
        await clone.run('git', 'switch', '--quiet', 'dev');
        await clone.gitops('set-image', 'dev', `api=${imageOf('crash', '3')}`, '--push');
        const commit = await newestOf(clone, 'dev');
        await untilHealth(rig, dev.application, { health: 'Degraded', commit });
        const pods = await podsOf(rig, { namespace: dev.namespace, name });
        if (!pods.some(({ spec }) => spec.containers[0]?.image.endsWith(second)))
          throw new Error(`no pod with ${second} is left`);
      },
    );
    await stage.step('is rescued by a rollback', async () => {
      await clone.gitops('rollback', 'dev', '--push');
      await waits(dev);
      await runs(dev, second);
    });
  },
};

/** A service with two stores; a failed rollout is told after seconds, where Kubernetes waits for ten minutes. */
async function makeShop(stage: Stage): Promise<Clone> {
  const clone = await makeService(
    stage,
    {
      name,
      repository: `https://github.com/acme/${name}`,
      components: { api: { secretEnv: ['API_KEY'], replicas: 2 } },
      dataStores: { cache: { kind: 'redis' } },
      environments: {
        dev: { branch: 'dev', deploy: 'on-push' },
        prod: { branch: 'main', deploy: 'on-promotion' },
      },
    },
    ['dev', 'main'],
  );
  customize(clone, 'dev', [{ ...deployment, spec: { progressDeadlineSeconds: 5 } }]);
  for (const environment of ['dev', 'prod']) await sealSecrets(clone, environment);
  await clone.push('feat: seal the secrets', 'dev', 'main');
  return clone;
}

/** A change of the sources, and the image that CI would build of it and release to dev. */
async function release(clone: Clone, digit: string): Promise<string> {
  await clone.run('git', 'switch', '--quiet', 'dev');
  appendFileSync(join(clone.folder, 'src/index.ts'), `// ${digit}\n`);
  const image = imageOf(await clone.push(`feat: change ${digit}`, 'dev'), digit);
  await clone.gitops('set-image', 'dev', `api=${image}`, '--push');
  return image;
}

/** What the pull request from dev to main does, and the workflow that it starts. */
async function promote(clone: Clone): Promise<void> {
  await clone.run('git', 'switch', '--quiet', 'main');
  await clone.run('git', 'pull', '--quiet', '--ff-only');
  await clone.run('git', 'merge', '--quiet', '--no-edit', 'dev');
  await clone.run('git', 'push', '--quiet', 'origin', 'main');
  await clone.gitops('promote', 'dev', 'prod', '--verify-source', '--push');
}
