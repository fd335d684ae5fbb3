import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { addressOf } from '../../../../plan/routing/plan.ts';
import { Commented } from '../../../../render/spec.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { buildJobOf } from '../../../ci/build.ts';
import { toolchainSteps } from '../../../runtime/on-node/steps.ts';
import { action, checkout, expression, permissions, run } from '../../../workflows/workflow.ts';
import type { Mapping } from '../../../workflows/workflow.ts';

interface Release {
  readonly name: string;
  readonly guard: Mapping;
  /** Words after the command that edits release files; bash expands them. */
  readonly words: readonly string[];
  readonly env: Mapping;
}

/** The job that writes a release file and pushes it: the only one that may write to the repository. */
export function releaseJob(
  plan: Plan,
  environment: EnvironmentPlan,
  { name, guard, words, env }: Release,
): Mapping {
  const { ci, upkeep } = plan;
  const [host] = environment.hosts;
  return {
    name,
    ...guard,
    'runs-on': ci.runner,
    'timeout-minutes': 15,
    environment:
      host === undefined
        ? { name: environment.name }
        : { name: environment.name, url: addressOf(environment.routing, host) },
    permissions: permissions({ contents: ['write', 'to push the release commit'] }),
    steps: [
      pushToken,
      // A release is a tag, and its record goes to the branch.
      checkout({
        'fetch-depth': 0,
        ...(environment.trigger === 'release' ? { ref: environment.branch } : {}),
      }),
      ...(upkeep === 'generated'
        ? toolchainSteps(ci.root, { context: '.', cached: false, scripts: false })
        : []),
      run(
        'Write the release and push it',
        [upkeepTexts(plan).release, ...words, '--push'].join(' '),
        {
          env: pushEnvironment(env),
        },
      ),
    ],
  };
}

/** The step that gets a token of the GitHub App, where there is one. */
export const pushToken: Mapping = action(
  'Get a token that may push to a protected branch',
  'actions/create-github-app-token',
  {
    'client-id': expression('vars.RELEASE_APP_CLIENT_ID'),
    'private-key': expression('secrets.RELEASE_APP_PRIVATE_KEY'),
    'permission-contents': 'write',
  },
  { id: 'app', if: expression("vars.RELEASE_APP_CLIENT_ID != ''") },
);

/** The environment of a step that pushes a release, with more of its own. */
export const pushEnvironment = (more: Mapping): Commented =>
  new Commented(
    { ...more, ...gitIdentity, ...gitCredentials },
    {
      before:
        'git reads its settings from here: the token reaches this server alone, and never the disk.',
    },
  );

const gitIdentity: Mapping = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'github-actions[bot]'],
    [`GIT_${role}_EMAIL`, '41898282+github-actions[bot]@users.noreply.github.com'],
  ]),
);

/** The empty helper comes first: it forgets those of the runner, which could keep the token. */
const gitCredentials: Mapping = {
  PUSH_TOKEN: expression('steps.app.outputs.token || github.token'),
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: `credential.${expression('github.server_url')}.helper`,
  GIT_CONFIG_VALUE_0: '',
  GIT_CONFIG_KEY_1: `credential.${expression('github.server_url')}.helper`,
  GIT_CONFIG_VALUE_1: '!f() { echo username=x-access-token; echo "password=${PUSH_TOKEN}"; }; f',
};

/** Writes the images that this run has built. */
export function builtRelease(
  { components }: Plan,
  environment: EnvironmentPlan,
  guard: Mapping,
): Release {
  const assignments = components.map(
    ({ name, image }, index) =>
      `"${name}=${image.repository}:\${GITHUB_SHA}@\${DIGEST_${String(index)}}"`,
  );
  return {
    name: `Release to ${environment.name}`,
    guard,
    words: ['set-image', environment.name, ...assignments],
    env: Object.fromEntries(
      components.map(({ name }, index) => [
        `DIGEST_${String(index)}`,
        expression(`needs.${buildJobOf(name)}.outputs.digest`),
      ]),
    ),
  };
}

/** Copies the images of the environment before, if they were built from the commit that was approved. */
export const promotedRelease = (
  environment: EnvironmentPlan,
  from: string,
  guard: Mapping,
): Release => ({
  name: `Promote ${from} to ${environment.name}`,
  guard,
  env: {},
  words: [
    'promote',
    from,
    environment.name,
    '--if-released',
    '--verify-source',
    '--approved "${GITHUB_SHA}"',
  ],
});
