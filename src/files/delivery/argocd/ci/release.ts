import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { addressOf } from '../../../../plan/routing/plan.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { pushEnvironment, pushToken } from '../../../ci/git-push.ts';
import { buildJobOf } from '../../../ci/build.ts';
import { toolchainSteps } from '../../../runtime/on-node/steps.ts';
import { shell } from '../../../../render/markdown.ts';
import { waitCommands } from '../docs/words.ts';
import { checkout, expression, permissions, run } from '../../../workflows/workflow.ts';
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
      ...(environment.isSyncedByHand ? [howToSync(environment)] : []),
    ],
  };
}

/** Nothing is deployed when the release stands in git: the page of the run says how it is. */
const howToSync = (environment: EnvironmentPlan): Mapping =>
  run(
    'Say how to deploy it',
    `
cat >>"\${GITHUB_STEP_SUMMARY}" <<'END'
The release is in git. Somebody deploys it to ${environment.name}:

${shell(...waitCommands(environment))}
END`,
  );

/** Writes the images that this run has built. */
export function releaseBuild(
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
export const releasePromotion = (
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
