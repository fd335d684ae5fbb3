import { join } from 'node:path';
import type { Scenario } from '../scenario.ts';
import { waitForApplication } from '../controllers/application.ts';
import { makeRepository } from '../rig/clone.ts';
import { kubectl } from '../rig/kubectl.ts';

const example = join(import.meta.dirname, '../../../examples/transparenta');
const digest = `sha256:${'1'.repeat(64)}`;

/** The first deployment as the document of the example describes it. */
export const firstSync: Scenario = {
  name: 'argo-cd: first sync',
  proves: 'A new service is Synced and Healthy after the steps of its first deployment.',
  fault: { breaks: 'a secret that is not sealed', says: /not within/ },
  run: async (stage) => {
    const { rig } = stage;
    stage.watches('hack-for-facts-dev');
    stage.reads('argocd-application-controller');
    const clone = await stage.step('makes the repository', () =>
      makeRepository(stage, 'acme/hack-for-facts-eb-server', example, ['dev', 'main']),
    );
    await stage.step('seals the secrets', async () => {
      await clone.gitops('secrets', 'certificate', 'dev', '--context', 'dev');
      await clone.gitops('secrets', 'init', 'dev');
      await clone.run(
        'bash',
        '-c',
        'sed -i s/REPLACE_ME/filled-in/g k8s/overlays/dev/secrets/*.secret.yaml',
      );
      await clone.gitops('seal', 'dev', '--remove');
      await clone.gitops('secrets', 'status', 'dev');
    });
    const commit = await stage.step('releases the first image', async () => {
      await clone.gitops('set-image', 'dev', `server=1.0.0@${digest}`);
      return clone.push('feat: first image', 'dev');
    });
    await stage.step('applies project and Application', async () => {
      await kubectl(rig, ['apply', '-f', join(clone.folder, 'argocd/project.yaml')]);
      await kubectl(rig, ['apply', '-f', join(clone.folder, 'argocd/applications/dev.yaml')]);
    });
    await stage.step('is Synced and Healthy', () =>
      waitForApplication(rig, 'hack-for-facts-eb-server-dev', { commit }),
    );
  },
};
