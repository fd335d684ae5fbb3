import { compareAnew, waitForApplication } from '../../controllers/application.ts';
import { makePrivate } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { argoCdNamespace } from '../../rig/rig.ts';
import { untilRuns } from '../argo-cd/pods.ts';
import { imageOf } from '../argo-cd/service.ts';
import { must } from './effect.ts';
import { applied, untilComplains } from './pulled.ts';
import { environment, followWay, requireSame, setImages, uidsOf, type Service } from './service.ts';
import type { Story } from './story.ts';

const namespace = 'belonging-dev';
const application = 'belonging-dev';
const living = ['deployment/belonging', 'service/belonging', 'secret/registry-credentials'];

const there = ({ rig }: Service): Promise<ReadonlyMap<string, string>> =>
  uidsOf(rig, namespace, living);

const runs = ({ rig }: Service, digit: string): Promise<void> =>
  untilRuns(rig, { namespace, name: 'belonging' }, imageOf(`${digit}.0.0`, digit));

/** Whose an Application is: its project, its repository, and a root app. */
export const belonging: Story = {
  first: {
    name: 'belonging',
    repository: 'https://github.com/acme/belonging',
    components: { server: {} },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: [namespace],
  effects: [
    {
      ids: ['project-changed'],
      name: 'an Application of a project that is not there deploys nothing',
      play: async (service) => {
        const { rig, clone } = service;
        await service.change((config) => ({
          ...config,
          delivery: { kind: 'argocd', project: 'other' },
        }));
        const first = await clone.push('feat: another project', 'main');
        await waitForApplication(rig, application, { commit: first });
        await applied(service, 'applications/dev.yaml');
        await untilComplains(service, application, /project other which does not exist/);
        await setImages(service, 'dev', ['server'], '2');
        const commit = await clone.push('feat: release', 'main');
        await compareAnew(rig, application);
        await runs(service, '1');
        await applied(service, 'project.yaml');
        await waitForApplication(rig, application, { commit });
        await runs(service, '2');
      },
    },
    {
      ids: ['repository-changed'],
      name: 'another repository is read once the project admits it and Argo CD may read it',
      play: async (service) => {
        const { rig, clone } = service;
        const old = (await clone.run('git', 'rev-parse', 'HEAD')).trim();
        const url = 'https://github.com/acme/relocated';
        const login = { user: 'robot', password: 'relocated' };
        await service.change((config) => ({ ...config, repository: url }));
        await setImages(service, 'dev', ['server'], '3');
        await makePrivate(rig, clone, { name: 'acme/relocated', login });
        const commit = await clone.push('feat: move to another repository', 'main');
        await compareAnew(rig, application);
        await waitForApplication(rig, application, { commit: old });
        await applied(service, 'applications/dev.yaml');
        await untilComplains(service, application, /relocated is not permitted in project/);
        await applied(service, 'project.yaml');
        await untilComplains(service, application, /authentication required/);
        const words = `--username=${login.user} --password=${login.password}`.split(' ');
        await clone.run('argocd', 'repo', 'add', url, ...words);
        await waitForApplication(rig, application, { commit });
        await runs(service, '3');
      },
    },
    {
      ids: ['project-changed', 'application-renamed/root-app'],
      name: 'a root app gives an Application another name and another project by itself',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await there(service);
        const belongs = (project: string): Promise<void> =>
          service.change((config) => ({
            ...config,
            delivery: { kind: 'argocd', project, rootApp: true },
          }));
        await belongs('other');
        const first = await clone.push('feat: add a root app', 'main');
        await applied(service, 'root.yaml');
        await waitForApplication(rig, 'belonging', { commit: first });
        await belongs('another');
        await service.change(environment({ releaseName: 'belongs' }));
        const commit = await clone.push('feat: another project and name', 'main');
        await waitForApplication(rig, 'belonging', { commit });
        await followWay(service, 'application-renamed', 'argocd');
        await waitForApplication(rig, 'belongs', { commit });
        requireSame(before, await there(service));
        const left = await kubectl(
          rig,
          `get appprojects,applications -n ${argoCdNamespace} -o name`.split(' '),
        );
        must(!/project.argoproj.io\/other\n/.test(left), `projects:\n${left}`);
        must(!left.includes(`/${application}\n`), `Applications:\n${left}`);
      },
    },
  ],
};
