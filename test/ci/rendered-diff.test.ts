import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSteps } from '../../src/files/ci/index.ts';
import { ciFiles } from './ci-files.ts';
import { commentMarker } from '../../src/domain/comment-marker.ts';
import { aFolder } from '../write/helpers.ts';
import { plans } from './plans.ts';

const steps = ciFiles(plans.minimal)
  .filter(({ path }) => path.endsWith('pull-request.yaml'))
  .flatMap(({ content }) => (content.kind === 'yaml' ? content.documents.flatMap(runSteps) : []));
const scriptOf = (job: string): string =>
  steps.filter((step) => step.job === job).at(-1)?.script ?? '';

/** Runs a step with programs that do what these lines of bash say. */
function ran(
  script: string,
  programs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  const folder = aFolder();
  mkdirSync(join(folder, 'bin'));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  for (const file of ['output', 'summary', 'calls']) writeFileSync(join(folder, file), '');
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      PATH: `${join(folder, 'bin')}:${String(process.env['PATH'])}`,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_REPOSITORY: 'acme/orders',
      NUMBER: '7',
      CALLS: join(folder, 'calls'),
      ...env,
    },
  });
  return {
    status,
    output: readFileSync(join(folder, 'output'), 'utf8'),
    summary: readFileSync(join(folder, 'summary'), 'utf8'),
    calls: readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n'),
  };
}

test.each([
  [0, 'false'],
  [1, 'true'],
])('a comparison that ends with %i is handed on', (code, changed) => {
  const answer = ran(scriptOf('ci_rendered'), {
    npx: `echo "$@" >>"$CALLS"; echo '${commentMarker}'; echo 'comment<<EOF'; exit ${String(code)}`,
  });
  expect(answer).toMatchObject({
    status: 0,
    calls: ['--no-install gitops-service diff --rendered --base HEAD^1 --markdown'],
    summary: `${commentMarker}\ncomment<<EOF\n`,
  });
  expect(answer.output).toMatch(
    new RegExp(
      `^changed=${changed}\\ncomment<<([0-9a-f]{32})\\n${commentMarker}\\ncomment<<EOF\\n\\1\\n$`,
    ),
  );
});

test('a comparison that fails fails the job', () => {
  expect(ran(scriptOf('ci_rendered'), { npx: 'exit 2' })).toMatchObject({ status: 2, output: '' });
});

/** Answers with the comments that it knows, and writes down what is sent. */
const gh = (known: string): string => `
if [[ $2 == --paginate ]]; then
  [[ $5 == *'.user.login == "github-actions[bot]"'*'startswith("${commentMarker}")'* ]] || exit 9
  printf '%s' '${known}'
else
  echo "$4 $5 $(cat "\${7#body=@}")" >>"$CALLS"
fi`;

test.each([
  [
    'a change without a comment is one new comment',
    '',
    'true',
    'POST repos/acme/orders/issues/7/comments "$(id)" text',
  ],
  [
    'our comment is brought up to date',
    '5\n',
    'true',
    'PATCH repos/acme/orders/issues/comments/5 "$(id)" text',
  ],
  [
    'our comment also learns that nothing changes any longer',
    '5\n',
    'false',
    'PATCH repos/acme/orders/issues/comments/5 "$(id)" text',
  ],
  ['without a change there is no noise', '', 'false', ''],
])('%s', (_, known, changed, call) => {
  expect(
    ran(scriptOf('ci_comment'), { gh: gh(known) }, { COMMENT: '"$(id)" text', CHANGED: changed }),
  ).toMatchObject({ status: 0, calls: [call] });
});
