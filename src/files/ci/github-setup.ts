import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { releaseTags, reviewersOf } from '../../plan/approval.ts';
import { managedScript, origin } from '../../render/file-specs.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text } from '../../render/text.ts';
import type { TextValues } from '../../render/text.ts';
import { notifyEnvironment, notifySecret } from './notify.ts';
import { requiredCheck } from './pull-request.ts';
import { registryEnvironment, registrySecrets } from './registry.ts';
import { quoted } from '../writing/quoted.ts';

/** The script that sets up what GitHub keeps outside of git: environments, variables, branch rules. */
export const githubSetup = (plan: Plan): FileSpec =>
  managedScript(
    paths.githubSetupScript,
    text('scripts/github-setup.sh', githubSetupValues(plan)),
    origin('github-setup', 'environments', 'owners', 'repository', 'ci'),
  );

/** What the text template of the set-up script names. */
export function githubSetupValues(plan: Plan): TextValues {
  const {
    service: { repository, owners },
    environments,
  } = plan;
  const branches = [...new Set(environments.map(({ branch }) => quoted(branch)))];
  const isReleased = environments.some(({ trigger }) => trigger === 'release');
  const wanted = secretsOf(plan);
  return {
    repository: quoted(`${repository.owner}/${repository.name}`),
    requiredCheck: quoted(requiredCheck),
    codeOwnerReview: String(owners.length > 0),
    deployments: environments.map((environment, index) => ({
      name: environment.name,
      branch:
        plan.delivery.chainsRuns && index === 0
          ? alsoDefault([quoted(environment.branch)])
          : quoted(environment.branch),
      reviewers: reviewersOf(plan, environment)
        .map((owner) => ` ${quoted(owner.slice(1))}`)
        .join(''),
      tags: environment.trigger === 'release' ? tagsOf(environment.name) : '',
    })),
    shared: sharedOf(plan, wanted).map((name) => ({
      name,
      branches: plan.delivery.chainsRuns
        ? alsoDefault(branches)
        : `"$(printf '%s\\n' ${branches.join(' ')})"`,
      tags: isReleased && name === notifyEnvironment ? tagsOf(name) : '',
    })),
    releaseFunctions: isReleased ? text('scripts/github-setup-tags.sh').trimEnd() : '',
    branches: branches.map((branch) => ({ branch })),
    protectTags: isReleased ? `protect_tags '${releaseTags.pattern}'\n` : '',
    todo: [...secretLines(plan, wanted), ...variableLines(plan), ...reviewerLines(plan)],
    appSecrets: environments.map(({ name }) =>
      secretLine(plan, 'RELEASE_APP_PRIVATE_KEY', `${name} <app.private-key.pem`),
    ),
  };
}

/** A run that another one starts belongs to the default branch, whatever it deploys. */
const alsoDefault = (branches: readonly string[]): string =>
  `"$(printf '%s\\n' ${branches.join(' ')} "$(gh api "repos/\${repository}" --jq .default_branch)" | sort -u)"`;

const tagsOf = (environment: string): string =>
  `\nlets_in ${environment} tag '${releaseTags.pattern}'`;

/** Environments of GitHub where nothing runs; the others let in no branch but their own. */
const sharedOf = ({ environments }: Plan, wanted: readonly WantedSecret[]): readonly string[] =>
  [...new Set(wanted.map(({ environment }) => environment))].filter((name) =>
    environments.every((environment) => environment.name !== name),
  );

interface WantedSecret {
  readonly name: string;
  readonly environment: string;
}

function secretsOf(plan: Plan): readonly WantedSecret[] {
  const { ci, environments, delivery } = plan;
  const { clusterSecret } = delivery;
  const notify = notifySecret(ci.notify);
  return [
    ...registrySecrets(plan).map((name) => ({ name, environment: registryEnvironment })),
    ...(notify === undefined ? [] : [{ name: notify, environment: notifyEnvironment }]),
    ...(clusterSecret === undefined
      ? []
      : environments.map(({ name }) => ({ name: clusterSecret, environment: name }))),
  ];
}

const secretLine = ({ service: { repository } }: Plan, name: string, environment: string): string =>
  `  gh secret set ${name} --repo ${repository.owner}/${repository.name} --env ${environment}`;

const secretLines = (plan: Plan, wanted: readonly WantedSecret[]): readonly string[] =>
  wanted.length === 0
    ? ['No secrets to set: the workflows push images with the token that GitHub gives each job.']
    : [
        'Set these secrets; gh prompts for each value, so none ends up in the shell history:',
        ...wanted.map(({ name, environment }) => secretLine(plan, name, environment)),
      ];

const variableLines = ({ service: { repository }, environments }: Plan): readonly string[] => {
  const lines = environments.flatMap(({ name, variables }) =>
    variables.map(
      (variable) =>
        `  gh variable set ${variable} --repo ${repository.owner}/${repository.name} --env ${name} --body <value>`,
    ),
  );
  return lines.length === 0 ? [] : ['Set these variables, which the hosts use:', ...lines];
};

const reviewerLines = ({ service: { owners }, environments }: Plan): readonly string[] =>
  owners.length > 0
    ? []
    : environments
        .filter(({ production }) => production)
        .map(
          ({ name }) =>
            `Deployments to ${name} need no approval. To require one, set owners in the config and run this again.`,
        );
