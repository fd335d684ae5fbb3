import type { Plan } from '../../plan/plan.ts';
import { managedYaml, origin, sharedText } from '../file-specs.ts';
import { Commented } from '../spec.ts';
import type { FileSpec } from '../spec.ts';

/** What GitHub itself reads beside the workflows: Dependabot, code owners and the linter's one exemption. */
export const repositoryFiles = (plan: Plan): readonly FileSpec[] => [dependabot(plan), actionlint(plan), ...codeOwners(plan)];

function dependabot({ components, environments }: Plan): FileSpec {
  const contexts = components.flatMap(({ runtime, image }) => (runtime.kind === 'node' ? [image.context] : []));
  const folders = [...new Set(['.', ...contexts])].map((context) => (context === '.' ? '/' : `/${context}`)).sort((a, b) => (a < b ? -1 : 1));
  const updates = {
    version: 2,
    updates: [
      {
        'package-ecosystem': 'npm',
        directories: folders,
        'target-branch': environments[0]?.branch,
        schedule: { interval: 'weekly' },
        cooldown: new Commented({ 'default-days': 7 }, { before: 'A bad release is usually found within days of its publication.' }),
        'open-pull-requests-limit': 5,
        groups: { minor: { 'update-types': ['minor', 'patch'] } },
        ignore: [new Commented({ 'dependency-name': 'create-gitops-service' }, { before: 'Its upgrade rewrites generated files: a person runs npx projen and reviews them.' })],
      },
    ],
  };
  const reason = 'Only the packages of the application. The actions of the workflows and the base images are part of\ngenerated files, where each bump would be drift: they move with an upgrade of create-gitops-service.';
  return managedYaml('.github/dependabot.yml', [new Commented(updates, { before: reason })], origin('dependabot', 'components', 'environments'));
}

const actionlint = ({ ci: { runner } }: Plan): FileSpec => managedYaml('.github/actionlint.yaml', [{
  'self-hosted-runner': /^(?:ubuntu|windows|macos)-/.test(runner) ? undefined : { labels: [runner] },
  paths: {
    '.github/workflows/deploy-*.yaml': {
      ignore: [new Commented('^unexpected key "queue" for "concurrency" section\\. expected one of "cancel-in-progress", "group"$', { before: 'GitHub knows the key since May 2026, actionlint 1.7.12 does not.' })],
    },
  },
}], origin('actionlint', 'ci'));

const codeOwners = ({ service: { owners } }: Plan): readonly FileSpec[] =>
  owners.length === 0 ? [] : [sharedText('.github/CODEOWNERS', `* ${owners.join(' ')}\n`, origin('code-owners', 'owners'))];
