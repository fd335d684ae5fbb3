import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { docFiles } from '../../src/files/docs/index.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import { pushedPlan } from '../push/a-cluster.ts';

const plan = pushedPlan('helm');

/** The commands of a page that wait for a run, without the answers that a person puts in. */
function commandsOf(path: string, after = ''): string {
  const page = docFiles(plan).find((spec) => spec.path === path);
  const text = page === undefined ? '' : render(page);
  const block =
    [...text.slice(text.indexOf(after)).matchAll(/^ *```bash\n([^`]*?)^ *```/gm)]
      .map(([, body = '']) => body)
      .find((body) => body.includes('gh run watch')) ?? '';
  return block.replaceAll('<run>', '4').replaceAll('<tag>', 'v1.2.0').replaceAll('DOMAIN', 'PATH');
}

/** What gh is asked while the commands run; the run that they wait for appears at the third look. */
function asked(commands: string, failing = ''): string[] {
  const programs = `
asked="$(mktemp)"
kubectl() { :; }; curl() { :; }; sleep() { :; }
gh() {
  echo "gh $*" >>"$asked"
  [[ "$1 $2" != "\${failing}" ]] || return 1
  case "$1 $2" in 'run list') (($(grep -cxF -- "gh $*" "$asked") > 2)) && echo 7 || \
{ [[ $* != *workflow_dispatch* ]] || echo 5; } ;; 'run view') echo abc ;; esac
}
commit=abc failing='${failing}'`;
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `${programs}\n${commands}\ncat "$asked"; rm "$asked"`],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/ --json.*/, ''));
}

const list = (file: string, words: string): string =>
  `gh run list --workflow ${file}.yaml ${words}`;

test('after a merge a page waits for the build of that commit, and for the deployment that names it', () => {
  const commands = commandsOf(paths.runbook('deploy'));
  expect(commands).toContain(String.raw`select(.displayTitle | endswith(\"${'$'}{commit}\"))`);
  const build = list('build', '--event push --commit abc --limit 1');
  const deployment = list('deploy-staging', '--event workflow_run');
  expect(asked(commands)).toEqual([
    build,
    build,
    build,
    'gh run watch 7 --exit-status',
    deployment,
    deployment,
    deployment,
    'gh run watch 7 --exit-status',
  ]);
});

test.each([
  ['a hotfix', paths.runbook('deploy'), '## Hotfix', '--ref main -f hotfix=true'],
  ['a rollback of production', paths.runbook('rollback'), '## production', '--ref v1.2.0'],
])(
  '%s cancels what waits for reviewers, and watches the run that it starts and no earlier one',
  (_, path, after, words) => {
    const newest = list('deploy-production', '--event workflow_dispatch --limit 1');
    expect(asked(commandsOf(path, after))).toEqual([
      list('deploy-production', '--status waiting'),
      'gh run cancel 4',
      newest,
      `gh workflow run deploy-production.yaml ${words}`,
      newest,
      newest,
      'gh run watch 7 --exit-status',
    ]);
  },
);

test('a start that GitHub refuses is not waited for', () => {
  expect(asked(commandsOf(paths.runbook('deploy'), '## Hotfix'), 'workflow run').at(-1)).toBe(
    'gh workflow run deploy-production.yaml --ref main -f hotfix=true',
  );
});

test('a promotion waits for the run of its release', () => {
  const released = list('deploy-production', '--event release --branch v1.2.0 --limit 1');
  expect(asked(commandsOf(paths.runbook('deploy'), '## Promote'))).toEqual([
    released,
    released,
    released,
    'gh run watch 7 --exit-status',
  ]);
});

const text = (path: string, of = plan): string =>
  docFiles(of)
    .filter((spec) => spec.path === path)
    .map((spec) => render(spec))
    .join('');

test('who must approve is said where it is so', () => {
  const owned = pushedPlan('helm', { owners: ['@alice', '@acme/platform'] });
  expect(text(paths.runbook('deploy'), owned)).toContain(
    'Your run waits until one of `@alice`, `@acme/platform` approves it on its page',
  );
  expect(text(paths.firstDeploy, owned)).toContain(
    '`@alice`, `@acme/platform` must approve deployments to production.',
  );
  expect(text(paths.runbook('deploy'))).toContain('Your run needs no approval, unless');
  expect(text(paths.firstDeploy)).toContain('Deployments need no approval.');
});

test('a page says how long an environment may take, and speaks of sealed secrets where there are some', () => {
  expect(text(paths.runbook('rollback'))).toMatch(
    /helm rollback todo-staging <revision> -n todo-staging --wait --timeout 300s[^]*helm rollback todo <revision> -n todo-production --wait --timeout 600s/,
  );
  expect(text(paths.runbook('deploy'))).toContain(
    'the sealed secrets, then `helm upgrade --install`',
  );
  expect(
    text(paths.runbook('deploy'), pushedPlan('helm', { secrets: { kind: 'manual' } })),
  ).not.toContain('sealed');
});

test('what is ours is selected by the system, or by its names where a system has more services', () => {
  expect(text(paths.runbook('deploy'))).toContain(
    'kubectl rollout status deployments -n todo-staging -l app.kubernetes.io/part-of=todo --timeout 300s',
  );
  expect(text(paths.runbook('deploy'), pushedPlan('helm', { system: 'shop' }))).toContain(
    "kubectl rollout status deployments -n shop-staging -l 'app.kubernetes.io/name in " +
      "(todo-api,todo-worker)' --timeout 300s",
  );
});
