import { paths } from '../../../../plan/paths.ts';
import { secretFolders } from '../../../../plan/secrets/index.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { checkout, expression, run } from '../../../workflows/workflow.ts';
import { quoted } from '../../../writing/quoted.ts';
import type { Mapping } from '../../../workflows/workflow.ts';
import { nameBuiltImages } from './images.ts';

/**
 * What a deployment deploys: how it gets the sources, and which
 * images it writes into the release file of its folder.
 */
export interface Way {
  readonly name: string;
  readonly sources: readonly Mapping[];
  readonly images: readonly Mapping[];
  /** Condition of the steps after, besides that all went well. */
  readonly unless: Mapping;
  /** Whether git learns something new. */
  readonly isNews: boolean;
  readonly permissions: { readonly actions?: readonly ['read', string] };
}

/**
 * What becomes of images that are older than what runs: of those
 * that nobody asked for, and of those that somebody did.
 */
const olders = {
  'left alone': {
    words:
      'echo "${runs} is deployed and newer than ${SOURCE}: nothing to do. To roll back: ' +
      `${paths.runbook('rollback')}"\n    echo 'newer=true' >>"\${GITHUB_OUTPUT}"`,
    isNewest: { if: "steps.order.outputs.newer != 'true'" },
  },
  refused: {
    words:
      'echo "::error::${runs} is deployed and newer than ${SOURCE}: nothing was ' +
      'deployed. Start again from the newest commit; to roll back: ' +
      `${paths.runbook('rollback')}"\n    exit 1`,
    isNewest: {},
  },
};

/** What to do where git does not know the commit that is deployed. */
const unknownOrder = ({ releaseFile }: EnvironmentPlan): string =>
  'nothing was deployed. If history was rewritten, set the tag and digest of the new image ' +
  `in ${releaseFile}; otherwise run the job again.`;

/** Images that a run has built from one commit, unless something newer runs. */
export function deployBuilt(
  plan: Plan,
  environment: EnvironmentPlan,
  built: { readonly run: string; readonly sha: string; readonly older: keyof typeof olders },
): Way {
  const { words, isNewest } = olders[built.older];
  return {
    name: `Deploy to ${environment.name}`,
    isNews: true,
    unless: isNewest,
    permissions: { actions: ['read', 'to download the digests of the build'] },
    sources: sourcesAt(plan, environment, built.sha),
    images: [
      run(
        'Check for a newer deployment',
        `
tags="$(grep --extended-regexp --only-matching --word-regexp '[0-9a-f]{40}' ${quoted(environment.releaseFile)} || true)"
while read -r runs; do
  if [[ -z \${runs} || \${runs} == "\${SOURCE}" ]]; then
    continue
  fi
  answer=0
  git merge-base --is-ancestor "\${SOURCE}" "\${runs}" || answer=$?
  if [[ \${answer} == 0 ]]; then
    ${words}
  elif [[ \${answer} != 1 ]]; then
    echo "::error::\${runs} is deployed, and git cannot tell whether \${SOURCE} is older: ${unknownOrder(environment)}"
    exit 1
  fi
done <<<"\${tags}"`,
        { id: 'order', env: { SOURCE: expression(built.sha) } },
      ),
      nameBuiltImages(plan, { ...built, more: isNewest }),
      run(
        'Write the release',
        `
mapfile -t images <"\${RUNNER_TEMP}/images"
${upkeepTexts(plan).release} set-image ${environment.name} "\${images[@]}"`,
        isNewest,
      ),
    ],
  };
}

/** Images that the environment before has tested, if they were built from the commit that was approved. */
export function deployPromoted(plan: Plan, environment: EnvironmentPlan, from: string): Way {
  const isPush = environment.trigger === 'push';
  const isSomething = isPush ? { if: "steps.promotion.outputs.nothing != 'true'" } : {};
  const nothing = isPush
    ? `
if grep --quiet 'sha256:0\\{64\\}' "\${RUNNER_TEMP}/images"; then
  echo 'nothing=true' >>"\${GITHUB_OUTPUT}"
fi`
    : '';
  const words =
    `promote ${from} ${environment.name}${isPush ? ' --if-released' : ''} --verify-source ` +
    '--approved "${GITHUB_SHA}"';
  return {
    name: `Promote ${from} to ${environment.name}`,
    isNews: true,
    unless: isSomething,
    permissions: {},
    sources: [...sourcesAt(plan, environment, 'github.sha'), ...onItsBranch(environment)],
    images: [
      run(
        'Copy the tested release',
        `
${upkeepTexts(plan).promotion(words, environment.name)} >"\${RUNNER_TEMP}/images"
cat "\${RUNNER_TEMP}/images"${nothing}`,
        { id: 'promotion' },
      ),
    ],
  };
}

/** What git says runs already: after a rollback, a new secret, or another value of a variable. */
export const deployAgain = (plan: Plan, environment: EnvironmentPlan): Way => ({
  name: `Deploy ${environment.name} again`,
  isNews: false,
  unless: {},
  permissions: {},
  sources: [...sourcesAt(plan, environment, 'github.sha'), ...onItsBranch(environment)],
  images: [],
});

/** A tag may stand anywhere. */
const onItsBranch = ({ branch, trigger }: EnvironmentPlan): readonly Mapping[] =>
  trigger === 'push'
    ? []
    : [
        run(
          'Check that the release is on the branch',
          `
answer=0
git merge-base --is-ancestor HEAD ${quoted(`origin/${branch}`)} || answer=$?
if [[ \${answer} == 1 ]]; then
  echo '::error::this tag is not on ${branch}: tag a commit that is'
elif [[ \${answer} != 0 ]]; then
  echo '::error::git cannot tell whether this tag is on ${branch}: run the job again'
fi
if [[ \${answer} != 0 ]]; then
  exit 1
fi`,
        ),
      ];

/** The commit on the branch that it belongs to, with the newest record and secrets: they are no sources. */
const sourcesAt = (plan: Plan, environment: EnvironmentPlan, sha: string): readonly Mapping[] => {
  const { branch, releaseFile } = environment;
  const restored = [releaseFile, ...secretFolders(plan, [environment])].map(quoted);
  return [
    checkout({ 'fetch-depth': 0, ref: expression(sha) }),
    run(
      'Switch to the branch',
      `
git switch --quiet --force-create ${quoted(branch)}
git branch --quiet --set-upstream-to ${quoted(`origin/${branch}`)}
git restore --source ${quoted(`origin/${branch}`)} -- ${restored.join(' ')}`,
    ),
  ];
};
