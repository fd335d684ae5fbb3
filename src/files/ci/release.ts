import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { unreleasedTag } from '../../plan/unreleased.ts';
import { buildJobOf } from './build.ts';
import { toolchainSteps } from './toolchain.ts';
import { action, checkout, expression, permissions, run } from './workflow.ts';
import type { Mapping } from './workflow.ts';

interface Release {
  readonly name: string;
  readonly guard: Mapping;
  /** Command that edits the release file. */
  readonly edit: string;
  /** Bash that runs on the fetched branch before the edit. */
  readonly before: string;
  /** Commit message; bash expands it. */
  readonly message: string;
  readonly env: Mapping;
  /** The step `look`, which says in its output `found` whether there is anything to release; without it there is. */
  readonly look?: Mapping;
}

/** The job that writes a release file and pushes it: the only one that may write to the repository. */
export function releaseJob({ ci }: Plan, environment: EnvironmentPlan, { name, guard, edit, before, message, env, look }: Release): Mapping {
  const [host] = environment.hosts;
  return {
    name, ...guard, 'runs-on': ci.runner, 'timeout-minutes': 15,
    environment: host === undefined ? { name: environment.name } : { name: environment.name, url: `https://${host}` },
    permissions: permissions({ contents: ['write', 'to push the release commit'] }),
    steps: [
      action('Get a token that may push to a protected branch', 'actions/create-github-app-token', {
        'client-id': expression('vars.RELEASE_APP_CLIENT_ID'), 'private-key': expression('secrets.RELEASE_APP_PRIVATE_KEY'), 'permission-contents': 'write',
      }, { id: 'app', if: expression("vars.RELEASE_APP_CLIENT_ID != ''") }),
      checkout({ 'fetch-depth': 0 }),
      ...(look === undefined ? [] : [look]),
      ...toolchainSteps(ci.root, { context: '.', cached: false, scripts: false }),
      run('Write the release and push it', pushScript({ edit, before, message }), {
        ...(look === undefined ? {} : { if: expression("steps.look.outputs.found == 'true'") }),
        env: { ...env, PUSH_TOKEN: expression('steps.app.outputs.token || github.token'), BRANCH: environment.branch, RELEASE_FILE: paths.release(environment.name) },
      }),
    ],
  };
}

/** The edit is made anew on the newest commit at each attempt, which is a rebase that cannot conflict. */
const pushScript = ({ edit, before, message }: Pick<Release, 'edit' | 'before' | 'message'>): string => `
# The token is read from the environment when git asks for it, so it never stands on the disk.
# shellcheck disable=SC2016
git config credential.helper '!f() { echo username=x-access-token; echo "password=\${PUSH_TOKEN}"; }; f'
git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
for attempt in 1 2 3 4 5; do
  git fetch origin "\${BRANCH}"
${before}  git reset --hard FETCH_HEAD
  ${edit}
  git add -- "\${RELEASE_FILE}"
  if git diff --cached --quiet; then
    echo 'This release stands already.'
    exit 0
  fi
  git commit --message "${message}"
  if git push origin "HEAD:refs/heads/\${BRANCH}"; then
    exit 0
  fi
  sleep "$((attempt * 2 + RANDOM % 5))"
done
echo "::error::\${BRANCH} moved under each of 5 attempts to push the release; run this workflow again"
exit 1`;

/** Writes the images that this run has built. */
export function builtRelease({ components }: Plan, environment: EnvironmentPlan, guard: Mapping): Release {
  const assignments = components.map(({ name, image }, index) => `"${name}=${image.repository}:\${GITHUB_SHA}@\${DIGEST_${String(index)}}"`);
  return {
    name: `Release to ${environment.name}`, guard, before: '',
    message: `chore(release): ${environment.name} runs \${GITHUB_SHA}`,
    edit: ['npx --no-install gitops-service set-image', environment.name, ...assignments].join(' '),
    env: Object.fromEntries(components.map(({ name }, index) => [`DIGEST_${String(index)}`, expression(`needs.${buildJobOf(name)}.outputs.digest`)])),
  };
}

/** Copies the images of the environment before, if they were built from the commit that was approved. */
export const promotedRelease = ({ environments }: Plan, environment: EnvironmentPlan, { from, guard }: { readonly from: string; readonly guard: Mapping }): Release => ({
  name: `Promote ${from} to ${environment.name}`, guard, env: {}, look: lookForRelease(from),
  message: `chore(release): promote ${from} to ${environment.name}`,
  before: `  if ! git diff --quiet "\${GITHUB_SHA}" FETCH_HEAD -- . ":(exclude)\${RELEASE_FILE}" ${environments.map(({ name }) => `":(exclude)${paths.overlay(name, 'secrets')}"`).join(' ')}; then
    echo "::error::\${BRANCH} has moved on since the commit that was approved; approve the newest run instead"
    exit 1
  fi
`,
  edit: `npx --no-install gitops-service promote ${from} ${environment.name} --verify-source`,
});

/** Before the first deployment a push has nothing to promote, and that is no failure. */
const lookForRelease = (from: string): Mapping => run(`Look for a release of ${from}`, `
if grep 'newTag:' "\${RELEASED}" | grep --quiet --invert-match '${unreleasedTag}'; then
  echo 'found=true' >>"\${GITHUB_OUTPUT}"
else
  echo '::notice::${from} has released nothing yet, so there is nothing to promote; ${paths.firstDeploy} says how to begin'
fi`, { id: 'look', env: { RELEASED: paths.release(from) } });
