import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { paths } from '../../src/plan/paths.ts';
import { exampleSteps, examples } from '../ci/example-steps.ts';
import { inRepository, ledger } from '../ci/ledger.ts';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import type { Outcome } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { commitAll } from '../release/a-project.ts';
import { sampleOf } from '../sample.ts';

const project = join(import.meta.dirname, '../..');
const schemas = join(project, 'test/schemas');

test.each(sampleOf(examples, 2))(
  'the checks and releases of %s work from an empty folder, as its workflows say them',
  async (example) => {
    await inTemporaryFolder(async (folder) => {
      const service = await aRepository(folder, example);
      const done = new Set<string>();
      for (const { key, script, job, name } of exampleSteps.filter(
        (step) => step.example === example && ledger[step.key]?.includes(inRepository) === true,
      )) {
        if (done.has(script)) continue;
        done.add(script);
        if (key === 'deploy-prod/ci_promote/Write the release and push it') await merged(service);
        const head = await git(service, 'rev-parse', 'HEAD');
        const step = () =>
          inBash(script, folder, {
            ...literals(example, key.replace(/\/.*/, ''), job, name),
            GITHUB_SHA: head,
            DIGEST_0: `sha256:${'a'.repeat(64)}`,
            PUSH_TOKEN: 'x',
          });
        const first = await step();
        // A registry may have a bad moment; what else fails has failed.
        const { code, stdout, stderr } =
          first.code !== 0 && name.startsWith('Install ') ? await step() : first;
        expect(code, `${key}\n${lastLines(stdout)}\n${lastLines(stderr)}`).toBe(0);
        if (name === 'Install kubeconform') withLocalSchemas(join(folder, 'runner/bin'));
      }
      if (example === 'todo') return; // what CI deploys is played in push-workflows.test.ts
      const [dev, prod] = await Promise.all(
        ['dev', 'prod'].map((name) =>
          git(service, 'show', `origin/main:${releaseFileOf(example, name)}`),
        ),
      );
      expect(prod?.match(/tag: .*\n.*digest: .*/gi)).toEqual(dev?.match(/tag: .*\n.*digest: .*/gi));
      expect(prod).toMatch(/digest: .?sha256:a{64}/);
      expect(await git(service, 'log', '-1', '--format=%s', 'origin/main')).toBe(
        'chore(release): promote dev to prod',
      );
    });
  },
);

test('the required check is green when all jobs are, and names the others', async () => {
  const script = scriptOf('pull-request/ci_result/Require all jobs to pass');
  const answer = (...results: readonly string[]): Promise<Outcome> =>
    inBash(script, '.', {
      NEEDS: JSON.stringify(
        Object.fromEntries(results.map((result, index) => [`job${String(index)}`, { result }])),
      ),
    });
  expect(await answer('success', 'success')).toMatchObject({ code: 0, stdout: '' });
  for (const result of ['failure', 'cancelled', 'skipped'])
    expect(await answer('success', result)).toMatchObject({
      code: 1,
      stdout: `job0: success\njob1: ${result}\n`,
    });
});

test('a failed deployment is told to the channel, whatever the names are', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request
      .setEncoding('utf8')
      .on('data', (text: string) => bodies.push(text))
      .on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const env = {
    WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
    SERVICE: `it's "orders"`,
    ENVIRONMENT: 'dev',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/orders',
    GITHUB_RUN_ID: '7',
  };
  const { code, stderr } = await inBash(scriptOf('deploy-dev/ci_notify/Tell Slack'), '.', env);
  server.close();
  expect({ code, stderr, body: JSON.parse(bodies.join('')) as unknown }).toEqual({
    code: 0,
    stderr: '',
    body: {
      text: `it's "orders": the deployment to dev failed. https://github.com/acme/orders/actions/runs/7`,
    },
  });
});

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-10).join('\n');

function scriptOf(key: string): string {
  const step = exampleSteps.find((candidate) => candidate.key === key);
  if (step === undefined) throw new Error(`no step ${key}`);
  return step.script;
}

/** The environment of a step; what only GitHub knows is one word. */
function literals(
  example: string,
  workflow: string,
  job: string,
  name: string,
): Record<string, string> {
  interface Workflow {
    readonly jobs: Record<
      string,
      {
        readonly steps: readonly { readonly name: string; readonly env?: Record<string, string> }[];
      }
    >;
  }
  const { jobs } = parse(
    readFileSync(
      join(project, 'examples', example, '.github/workflows', `${workflow}.yaml`),
      'utf8',
    ),
  ) as Workflow;
  const { env = {} } = jobs[job]?.steps.find((step) => step.name === name) ?? {};
  return Object.fromEntries(
    Object.entries(env).map(([variable, value]) => [
      variable,
      value.replaceAll(/\$\{\{.*?\}\}/g, 'x'),
    ]),
  );
}

/** The registry may be slow for a moment; what is at hand is not asked for again. */
const patient = { npm_config_fetch_retries: '5', npm_config_prefer_offline: 'true' };

/** A script as a runner starts it, with our programs in front. */
const inBash = (
  script: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> =>
  run(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder === '.' ? project : join(folder, 'service'),
    env: {
      ...patient,
      CI: 'true',
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      RUNNER_TEMP: join(folder, 'runner'),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      ...env,
    },
  });

/** Charts keep releases beside their values. */
const releaseFileOf = (example: string, environment: string): string =>
  example.endsWith('-helm') ? paths.chartRelease('chart', environment) : paths.release(environment);

/** The example with its lockfile under git, the tool from its tarball, and an origin to push to. */
async function aRepository(folder: string, example: string): Promise<string> {
  const [service, bin, origin] = [
    join(folder, 'service'),
    join(folder, 'bin'),
    join(folder, 'origin'),
  ];
  for (const path of [bin, join(folder, 'runner/bin')]) mkdirSync(path, { recursive: true });
  cpSync(join(project, 'examples', example), service, { recursive: true });
  const [{ filename }] = JSON.parse(
    await succeeds(
      ['npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', folder],
      project,
    ),
  ) as [{ filename: string }];
  const manifest = readFileSync(join(service, 'package.json'), 'utf8');
  writeFileSync(
    join(service, 'package.json'),
    manifest.replace(/("create-gitops-service": ").*?"/, `$1file:../${filename}"`),
  );
  const [, pnpm] = /"packageManager": "(pnpm@.*)"/.exec(manifest) ?? [];
  if (pnpm !== undefined) {
    await succeeds(
      ['npm', 'install', '--prefix', join(folder, 'tool'), '--ignore-scripts', pnpm],
      folder,
    );
    program(bin, 'pnpm', `exec node '${join(folder, 'tool/node_modules/pnpm/bin/pnpm.cjs')}' "$@"`);
  }
  program(bin, 'helm', `exec ${tool('helm-4').join(' ')} "$@"`);
  program(
    bin,
    'kubectl',
    `[[ $# == 2 && $1 == kustomize ]]\nexec ${tool('kustomize').join(' ')} build "$2"`,
  );
  await succeeds(
    pnpm === undefined
      ? ['npm', 'install', '--package-lock-only', '--ignore-scripts']
      : [join(bin, 'pnpm'), 'install', '--lockfile-only', '--no-frozen-lockfile'],
    service,
  );
  await succeeds(['git', 'init', '--quiet', '--initial-branch=dev', service], folder);
  await succeeds(['git', 'init', '--quiet', '--bare', origin], folder);
  commitAll(service);
  await git(service, 'remote', 'add', 'origin', origin);
  await git(service, 'push', '--quiet', '--set-upstream', 'origin', 'dev');
  return service;
}

/** What runs in dev, merged and checked out as the workflow of production does. */
async function merged(service: string): Promise<void> {
  await git(service, 'checkout', '--quiet', '-b', 'main', 'origin/dev', '--no-track');
  await git(service, 'push', '--quiet', '--set-upstream', 'origin', 'main');
}

/** GitHub, where the schemas come from, is not asked. */
function withLocalSchemas(bin: string): void {
  renameSync(join(bin, 'kubeconform'), join(bin, 'real'));
  program(
    bin,
    'kubeconform',
    `exec '${join(bin, 'real')}' -schema-location '${schemas}/core/{{.ResourceKind}}{{.KindSuffix}}.json' "$@"`,
  );
}

function program(bin: string, name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

const git = async (cwd: string, ...words: readonly string[]): Promise<string> =>
  (await succeeds(['git', ...words], cwd)).trim();

async function succeeds(command: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(command, { cwd, env: { CI: 'true' } });
  expect(code, `${command.join(' ')}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`).toBe(0);
  return stdout;
}
