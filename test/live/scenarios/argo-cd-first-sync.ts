import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareAnew, staysSynced, waitForApplication } from '../controllers/application.ts';
import { makeRepository } from '../rig/clone.ts';
import type { Scenario } from '../scenario.ts';
import {
  assertDecrypted,
  assertNothingMoved,
  assertWaveOrder,
  objectsOf,
  versionsOf,
} from './argo-cd/objects.ts';
import { followRunbooks } from './argo-cd/runbooks.ts';
import { applyApplication, deployedAs, imageOf, sealSecrets } from './argo-cd/service.ts';

const example = join(import.meta.dirname, '../../../examples/transparenta');
const image = imageOf('1.0.0', '1');
const otherSecret = 'secrets/sealed-redis-auth.yaml';

/** The first deployment as the document of the example describes it. */
export const firstSync: Scenario = {
  name: 'argo-cd: first sync and runbooks',
  proves:
    'A new service is Synced and Healthy after the steps of its first deployment, in the order of its waves ' +
    'and with the values that were sealed; a second sync writes nothing, and the runbooks work as written.',
  fault: {
    breaks: 'a secret that is sealed for the namespace of another environment',
    says: /no key could decrypt secret/,
  },
  run: async (stage) => {
    const { rig } = stage;
    stage.reads('argocd-application-controller');
    const clone = await stage.step('makes the repository', () =>
      makeRepository(stage, 'acme/hack-for-facts-eb-server', example, ['dev', 'main']),
    );
    const deployed = deployedAs(clone, 'dev');
    const { application, namespace } = deployed;
    stage.watches(namespace);
    const sealed = await stage.step('seals the secrets', () => sealSecrets(clone, 'dev'));
    await stage.plant(async () => {
      await sealSecrets(clone, 'prod');
      const overlays = join(clone.folder, 'k8s/overlays');
      copyFileSync(join(overlays, 'prod', otherSecret), join(overlays, 'dev', otherSecret));
    });
    const commit = await stage.step('releases the first image', async () => {
      await clone.gitops('set-image', 'dev', `server=${image}`);
      return clone.push('feat: first image', 'dev');
    });
    await stage.step('is Synced and Healthy', () =>
      applyApplication(rig, clone, 'dev', { commit, ...(stage.proving ? { seconds: 30 } : {}) }),
    );
    await stage.step('came in the order of its waves', async () =>
      assertWaveOrder(await objectsOf(rig, application)),
    );
    await stage.step('has the values that were sealed', () =>
      assertDecrypted(rig, namespace, sealed),
    );
    await stage.step('stays Synced', () => staysSynced(rig, application));
    await stage.step('writes nothing in a second sync', async () => {
      const before = await versionsOf(rig, application);
      await compareAnew(rig, application);
      await clone.run('argocd', 'app', 'sync', application, '--timeout', '60');
      await waitForApplication(rig, application, { commit });
      assertNothingMoved(before, await versionsOf(rig, application));
    });
    await followRunbooks(stage, {
      clone,
      deployed,
      component: { key: 'server', name: 'hack-for-facts-eb-server' },
      image,
      sealed,
    });
  },
};
