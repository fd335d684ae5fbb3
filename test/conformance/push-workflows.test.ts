import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { pushedLedger } from '../ci/ledger.ts';
import { programs, pushedConfig, pushedPlan } from '../push/a-cluster.ts';
import { digestOf } from '../release/a-project.ts';
import { git } from '../release/a-remote.ts';

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const project = join(import.meta.dirname, '../..');
const changes = { delivery: { kind: 'push', cluster: { kind: 'doctl', name: 'shop' } } };
const plan = pushedPlan('helm', changes);

// Hands out the digests that a build has kept: every component the same.
const gh =
  'words=("$@"); dir="${words[${#words[@]} - 1]}"; for name in api worker; ' +
  'do mkdir -p "$dir/digest-$name"; echo "$DIGEST" >"$dir/digest-$name/digest"; done';
const doctl =
  '[[ "$*" == "kubernetes cluster kubeconfig save shop --expiry-seconds "* ]]; echo secret-kubeconfig >"$KUBECONFIG"';

const workflowText = (file: string): string => {
  const spec = allFiles(plan).find(({ path }) => path === `.github/workflows/${file}.yaml`);
  return spec === undefined ? '' : render(spec);
};

/** An origin with the service on main, and a runner that plays jobs of its workflows. */
function aRepository() {
  const root = mkdtempSync(join(tmpdir(), 'pushed-'));
  const [origin, service, bin, state] = ['origin', 'service', 'bin', 'state'].map((name) =>
    join(root, name),
  ) as [string, string, string, string];
  for (const folder of [service, bin, state]) mkdirSync(folder);
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(service, 'init', '--quiet', '--initial-branch=main');
  git(service, 'remote', 'add', 'origin', origin);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(service, path)), { recursive: true });
    writeFileSync(join(service, path), text);
  };
  for (const file of allFiles(plan)) {
    write(file.path, render(file));
    if (file.executable) chmodSync(join(service, file.path), 0o755);
  }
  write(
    '.projenrc.ts',
    "import { GitOpsService } from 'create-gitops-service';\n\n" +
      `new GitOpsService(${JSON.stringify(pushedConfig('helm', changes))}).synth();\n`,
  );
  const npx =
    '[[ "$1 $2" == "--no-install gitops-service" ]]\nshift 2\n' +
    `exec '${process.execPath}' '${join(project, 'dist/gitops-service.js')}' "$@"`;
  for (const [name, body] of Object.entries({ ...programs, gh, doctl, npx })) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  for (const name of ['history', 'notes', 'codes']) writeFileSync(join(state, name), '');
  const push = (): string => {
    git(service, 'pull', '--quiet', '--rebase', 'origin', 'main');
    git(service, 'add', '--all');
    git(service, 'commit', '--quiet', '--allow-empty', '--message', 'change');
    git(service, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
    return git(service, 'rev-parse', 'HEAD');
  };
  git(service, 'add', '--all');
  git(service, 'commit', '--quiet', '--message', 'begin');
  git(service, 'push', '--quiet', 'origin', 'main');
  let count = 0;
  const job = (
    file: string,
    name: string,
    { sha, ...environment }: { readonly sha: string } & Readonly<Record<string, string>>,
  ) => {
    const at = join(root, `checkout-${String((count += 1))}`);
    const temporary = join(root, `temporary-${String(count)}`);
    mkdirSync(temporary);
    git(root, 'clone', '--quiet', origin, at);
    git(at, 'checkout', '--quiet', '--detach', sha);
    const { jobs } = parse(workflowText(file)) as {
      readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
    };
    return played(jobs[name]?.steps ?? [], {
      at,
      temporary,
      env: {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        STATE: state,
        GITHUB_SHA: sha,
        DIGEST: digestOf('d'),
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        ...environment,
      },
    });
  };
  const released = (environment: string): string =>
    git(origin, 'show', `main:chart/release-${environment}.yaml`);
  return {
    origin,
    service,
    write,
    push,
    job,
    released,
    history: () => readFileSync(join(state, 'history'), 'utf8').trim().split('\n'),
  };
}

/** Plays the `run:` steps of a job as a runner does: conditions, outputs, and what runs even after a failure. */
function played(
  steps: readonly Step[],
  {
    at,
    temporary,
    env,
  }: {
    readonly at: string;
    readonly temporary: string;
    readonly env: Readonly<Record<string, string>>;
  },
) {
  const outputs = new Map<string, string>();
  const done: string[] = [];
  let [log, failed] = ['', ''];
  for (const step of steps) {
    if (step.run === undefined || step.name === 'Install the locked packages') continue;
    const [, id = '', output = ''] =
      /steps\.(\w+)\.outputs\.(\w+) != 'true'/.exec(step.if ?? '') ?? [];
    const isAlways = /always\(\)/.test(step.if ?? '');
    if ((failed !== '' && !isAlways) || outputs.get(`${id}.${output}`) === 'true') continue;
    const values = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, text]) => [
        name,
        text.replaceAll(
          /\$\{\{ (.*?) \}\}/g,
          (_, expression: string) =>
            ({
              'runner.temp': temporary,
              'vars.DOMAIN': 'example.com',
              'github.server_url': 'https://github.com',
              'github.sha': env['GITHUB_SHA'] ?? '',
              'github.event.workflow_run.head_sha': env['GITHUB_SHA'] ?? '',
            })[expression] ?? 'x',
        ),
      ]),
    );
    writeFileSync(join(temporary, 'output'), '');
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
      {
        cwd: at,
        encoding: 'utf8',
        env: {
          HOME: temporary,
          RUNNER_TEMP: temporary,
          GITHUB_OUTPUT: join(temporary, 'output'),
          ...env,
          ...values,
        },
      },
    );
    for (const [, name = '', value = ''] of readFileSync(
      join(temporary, 'output'),
      'utf8',
    ).matchAll(/^(\w+)=(.*)$/gm))
      outputs.set(`${step.id ?? ''}.${name}`, value);
    log += stdout + stderr;
    done.push(step.name);
    if (status !== 0) failed = step.name;
  }
  expect(log).not.toContain('secret-kubeconfig');
  expect(existsSync(join(temporary, 'kubeconfig'))).toBe(false);
  return { failed, done, log };
}

test('a push is built, deployed and recorded; a release of that record is promoted and recorded, too', () => {
  const { origin, push, job, released, history } = aRepository();
  const built = push();
  expect(job('deploy-staging', 'ci_deploy', { sha: built })).toMatchObject({ failed: '' });
  expect(released('staging').match(/tag: .*/g)).toEqual(
    [`tag: ${built}`, `tag: ${built}`].map(
      (line) => expect.stringContaining(line.slice(5)) as string,
    ),
  );
  expect(git(origin, 'log', '-1', '--format=%s', 'main')).toBe(
    `chore(release): staging runs ${built}`,
  );
  expect(history()).toEqual(['1 deployed']);
  const record = git(origin, 'rev-parse', 'main');
  const newer = push();
  expect(job('deploy-staging', 'ci_deploy', { sha: newer })).toMatchObject({ failed: '' });
  expect(job('deploy-production', 'ci_promote', { sha: record })).toMatchObject({ failed: '' });
  expect(released('production').match(/[0-9a-f]{64}|\b[0-9a-f]{40}\b/g)).toEqual([
    built,
    digestOf('d').slice(7),
    built,
    digestOf('d').slice(7),
  ]);
  expect(released('staging')).toContain(newer);
});

test('a deployment that fails is rolled back, and git does not hear of it', () => {
  const { origin, push, job, history } = aRepository();
  job('deploy-staging', 'ci_deploy', { sha: push() });
  const before = git(origin, 'rev-parse', 'main');
  const worse = push();
  const outcome = job('deploy-staging', 'ci_deploy', { sha: worse, FAIL: 'smoke' });
  expect(outcome).toMatchObject({
    failed: 'Deploy',
    log: expect.stringContaining(
      'the smoke test failed; todo-staging was rolled back to revision 1, which passed its checks',
    ) as string,
  });
  expect(outcome.done.at(-1)).toBe('Remove the cluster credentials');
  expect(history()).toEqual(['1 superseded', '2 superseded', '3 deployed rollback']);
  expect(git(origin, 'log', '--format=%H', `${before}..main`)).toBe(worse);
});

test('a build that is older than what runs deploys nothing, and a hotfix says so in red', () => {
  const { origin, push, job } = aRepository();
  const [older, newer] = [push(), push()];
  job('deploy-staging', 'ci_deploy', { sha: newer });
  const before = git(origin, 'rev-parse', 'main');
  const outcome = job('deploy-staging', 'ci_deploy', { sha: older });
  expect(outcome).toMatchObject({
    failed: '',
    log: expect.stringContaining('is deployed and newer than') as string,
  });
  expect(outcome.done).not.toContain('Deploy');
  expect(git(origin, 'rev-parse', 'main')).toBe(before);
  job('deploy-production', 'ci_hotfix', { sha: newer });
  const late = job('deploy-production', 'ci_hotfix', { sha: older });
  expect(late).toMatchObject({
    failed: 'Check for a newer deployment',
    log: expect.stringContaining(
      `::error::${newer} is deployed and newer than ${older}: nothing was deployed`,
    ) as string,
  });
});

test.each(['build', 'deploy-staging', 'deploy-production'])(
  '%s, started where it does nothing, is red and says what to choose',
  (file) => {
    const { push, job } = aRepository();
    const outcome = job(file, 'ci_refuse', {
      sha: push(),
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_REF_NAME: 'fix',
    });
    expect(outcome).toMatchObject({
      failed: 'Explain how to start a deployment',
      log: expect.stringMatching(
        /^::error::nothing was done: no job handles workflow_dispatch on fix\. Instead: .*gh workflow run /,
      ) as string,
    });
  },
);

test('an untested release is refused before the cluster is asked; a hotfix is built from the branch', () => {
  const { origin, service, push, write, job, released } = aRepository();
  job('deploy-staging', 'ci_deploy', { sha: push() });
  write('api/src/newer.ts', 'export {};\n');
  const untested = push();
  expect(job('deploy-production', 'ci_promote', { sha: untested })).toMatchObject({
    failed: 'Copy the tested release',
    log: expect.stringMatching(/was not built from this tree.*api\/src\/newer\.ts/s) as string,
  });
  git(service, 'switch', '--quiet', '--create', 'elsewhere');
  git(service, 'commit', '--quiet', '--allow-empty', '--message', 'elsewhere');
  git(service, 'push', '--quiet', 'origin', 'elsewhere');
  expect(
    job('deploy-production', 'ci_promote', { sha: git(service, 'rev-parse', 'HEAD') }),
  ).toMatchObject({ failed: 'Check that the release is on the branch' });
  expect(job('deploy-production', 'ci_hotfix', { sha: untested })).toMatchObject({ failed: '' });
  expect(released('production')).toContain(untested);
  expect(git(origin, 'log', '-1', '--format=%s', 'main')).toBe(
    `chore(release): production runs ${untested}`,
  );
});

test('what git says is deployed again, from the tag of a release or from the branch', () => {
  const { origin, push, job, history } = aRepository();
  job('deploy-staging', 'ci_deploy', { sha: push() });
  const record = git(origin, 'rev-parse', 'main');
  job('deploy-production', 'ci_promote', { sha: record });
  const before = git(origin, 'rev-parse', 'main');
  expect(job('deploy-production', 'ci_again', { sha: record })).toMatchObject({ failed: '' });
  expect(job('deploy-staging', 'ci_again', { sha: before })).toMatchObject({ failed: '' });
  expect(git(origin, 'rev-parse', 'main')).toBe(before);
  expect(history()).toHaveLength(4);
});

test('the ledger knows every step of these workflows', () => {
  const keys = ['build', 'deploy-staging', 'deploy-production'].flatMap((file) => {
    const { jobs } = parse(workflowText(file)) as {
      readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
    };
    return Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
      steps.filter(({ run }) => run !== undefined).map(({ name }) => `${file}/${job}/${name}`),
    );
  });
  expect(
    Object.keys(pushedLedger)
      .filter((key) => !key.startsWith('checks/'))
      .toSorted(),
  ).toEqual([...new Set(keys)].toSorted());
});
