import { setTimeout as after } from 'node:timers/promises';
import { compareAnew, statusOf, waitForApplication } from '../../controllers/application.ts';
import { untilRuns } from '../argo-cd/pods.ts';
import { imageOf } from '../argo-cd/service.ts';
import { must } from './effect.ts';
import { applied, untilDiffers } from './pulled.ts';
import { environment, setImages, textOf, type Service } from './service.ts';
import type { Story } from './story.ts';

const namespace = 'syncing-dev';
const application = 'syncing-dev';

const runs = ({ rig }: Service, digit: string): Promise<void> =>
  untilRuns(rig, { namespace, name: 'syncing' }, imageOf(`${digit}.0.0`, digit));

/** Brings a release into git, and lets Argo CD see it. */
async function release(service: Service, digit: string): Promise<string> {
  await setImages(service, 'dev', ['server'], digit);
  const commit = await service.clone.push('feat: release', 'main');
  await compareAnew(service.rig, application);
  return commit;
}

/** Argo CD begins a sync as soon as it sees a difference; some seconds later it has not. */
async function staysDifferent(service: Service): Promise<void> {
  const since = async (): Promise<string | undefined> =>
    (await statusOf(service.rig, application))?.operationSince;
  const before = await since();
  await untilDiffers(service, application);
  await after(8000);
  await untilDiffers(service, application);
  must((await since()) === before, 'Argo CD has begun a sync by itself');
}

/** Who syncs an Application: Argo CD, or somebody. */
export const syncing: Story = {
  first: {
    name: 'syncing',
    repository: 'https://github.com/acme/syncing',
    components: { server: {} },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: [namespace],
  effects: [
    {
      ids: ['sync-by-hand'],
      name: 'nothing is deployed until somebody syncs it, with the commands of the runbook',
      play: async (service) => {
        const { rig, clone } = service;
        await service.change(environment({ sync: 'manual' }));
        const before = await clone.push('feat: sync by hand', 'main');
        await waitForApplication(rig, application, { commit: before });
        await applied(service, 'applications/dev.yaml');
        const commit = await release(service, '2');
        await staysDifferent(service);
        await runs(service, '1');
        const page = textOf(service, 'docs/runbooks/deploy.md');
        const commands = page.match(/^argocd app (diff|sync|wait) .*$/gm) ?? [];
        must(commands.length === 3, `commands of the runbook:\n${commands.join('\n')}`);
        for (const command of commands) {
          const { code, stdout, stderr } = await clone.tryRun('sh', '-c', command);
          // A difference is an exit code too.
          const expected = command.startsWith('argocd app diff') ? 1 : 0;
          must(code === expected, `${command}: exit code ${String(code)}\n${stdout}${stderr}`);
        }
        await waitForApplication(rig, application, { commit });
        await runs(service, '2');
      },
    },
    {
      ids: ['sync-by-itself'],
      name: 'what nobody has synced is deployed at once',
      play: async (service) => {
        await release(service, '3');
        await staysDifferent(service);
        await service.change(environment({ sync: 'auto' }));
        const commit = await service.clone.push('feat: sync by itself', 'main');
        await runs(service, '2');
        await applied(service, 'applications/dev.yaml');
        await waitForApplication(service.rig, application, { commit });
        await runs(service, '3');
      },
    },
  ],
};
