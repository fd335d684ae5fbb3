import { sampleOf } from '../../sample.ts';
import { kubectl } from '../rig/kubectl.ts';
import { argoCdNamespace } from '../rig/rig.ts';
import type { Scenario } from '../scenario.ts';
import { moving } from './consequences/moving.ts';
import type { Service } from './consequences/service.ts';
import { stories } from './consequences/stories.ts';
import { tell } from './consequences/story.ts';

/** What the table of consequences says of what Argo CD delivers, on services that live through such changes. */
export const argoCdConsequences: Scenario = {
  name: 'argo-cd: consequences of a change',
  proves:
    'What the table of consequences says of branches, Applications, environments, packagings, projects, ' +
    'repositories, deliveries, secrets and namespaces happens to what Argo CD deploys, and the way around leads back ' +
    'to an Application that is Synced and Healthy, with nothing lost. A run tells one of the stories.',
  fault: {
    breaks: 'an Application that takes its objects along when it is deleted',
    says: /two Applications [^]*gone, or made anew: .*Deployment\/moving/,
  },
  run: async (stage) => {
    stage.reads('argocd-application-controller');
    stage.reads('sealed-secrets');
    const told = stage.proving ? [moving] : sampleOf(stories, 1);
    for (const story of told) await tell(stage, story, takeObjectsAlong);
  },
};

/** As if the Application were generated with the finalizer of Argo CD. */
async function takeObjectsAlong({ rig }: Service): Promise<void> {
  const metadata = { finalizers: ['resources-finalizer.argocd.argoproj.io'] };
  const patch = ['--type=merge', `--patch=${JSON.stringify({ metadata })}`];
  await kubectl(rig, ['patch', 'application', 'moving-dev', '-n', argoCdNamespace, ...patch]);
}
