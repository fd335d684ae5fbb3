import { commentMarker } from '../../domain/comment-marker.ts';
import type { Plan } from '../../plan/plan.ts';
import { packagerOf } from '../packaging/index.ts';
import { toolchainSteps } from '../runtime/on-node/steps.ts';
import { checkout, expression, permissions, run } from '../workflows/workflow.ts';
import type { Jobs, Mapping } from '../workflows/workflow.ts';

/** Id of the job that only tells: nothing waits for it. */
export const commentJob = 'ci_comment';

/**
 * The jobs that say what a pull request changes on the clusters:
 * one runs what the pull request brings and may only read,
 * the other may write comments and runs nothing of it.
 */
export const renderedDiffJobs = (plan: Plan): Jobs => ({
  ci_rendered: renderedJob(plan),
  [commentJob]: jobThatComments(plan),
});

function renderedJob(plan: Plan): Mapping {
  const { ci } = plan;
  return {
    name: 'Rendered manifests',
    'runs-on': ci.runner,
    'timeout-minutes': 15,
    permissions: permissions({ contents: ['read', 'to check out the sources'] }),
    outputs: {
      changed: expression('steps.diff.outputs.changed'),
      comment: expression('steps.diff.outputs.comment'),
    },
    steps: [
      // The merge commit and its parents: the first one is the branch that the pull request goes to.
      checkout({ 'fetch-depth': 2 }),
      ...toolchainSteps(ci.root, { context: '.', cached: true, scripts: false }),
      ...packagerOf(plan).ci.install,
      run(
        'Compare the objects of each environment',
        `
code=0
npx --no-install gitops-service diff --rendered --base 'HEAD^1' --markdown >"\${RUNNER_TEMP}/comment.md" || code=$?
changed=false
case "\${code}" in
  0) ;;
  1) changed=true ;;
  *) exit "\${code}" ;;
esac
# The delimiter is unpredictable, so content cannot end the value early.
delimiter="$(openssl rand -hex 16)"
{
  echo "changed=\${changed}"
  echo "comment<<\${delimiter}"
  cat "\${RUNNER_TEMP}/comment.md"
  echo "\${delimiter}"
} >>"\${GITHUB_OUTPUT}"
cat "\${RUNNER_TEMP}/comment.md" >>"\${GITHUB_STEP_SUMMARY}"`,
        { id: 'diff' },
      ),
    ],
  };
}

function jobThatComments({ ci }: Plan): Mapping {
  return {
    name: 'Comment',
    needs: ['ci_rendered'],
    'runs-on': ci.runner,
    'timeout-minutes': 5,
    // Forks and Dependabot get a token that may only read; the summary of the job before tells them.
    if: expression(
      'github.event.pull_request.head.repo.full_name == github.repository && ' +
        "github.event.pull_request.user.login != 'dependabot[bot]'",
    ),
    permissions: permissions({ 'pull-requests': ['write', 'to write one comment'] }),
    steps: [
      run(
        'Create or update the comment',
        `
printf '%s\\n' "\${COMMENT}" >"\${RUNNER_TEMP}/comment.md"
comments="repos/\${GITHUB_REPOSITORY}/issues/\${NUMBER}/comments"
ours='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("${commentMarker}"))) | .id'
known="$(gh api --paginate "\${comments}?per_page=100" --jq "\${ours}" | tail -n 1)"
if [[ -n \${known} ]]; then
  gh api --silent --method PATCH "repos/\${GITHUB_REPOSITORY}/issues/comments/\${known}" \
--field "body=@\${RUNNER_TEMP}/comment.md"
elif [[ \${CHANGED} == true ]]; then
  gh api --silent --method POST "\${comments}" --field "body=@\${RUNNER_TEMP}/comment.md"
fi`,
        {
          env: {
            GH_TOKEN: expression('github.token'),
            NUMBER: expression('github.event.pull_request.number'),
            COMMENT: expression('needs.ci_rendered.outputs.comment'),
            CHANGED: expression('needs.ci_rendered.outputs.changed'),
          },
        },
      ),
    ],
  };
}
