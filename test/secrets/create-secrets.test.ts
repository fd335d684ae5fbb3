import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSecretsScript } from '../../src/files/secrets/manual/create-secrets.ts';
import { render } from '../../src/render/render.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aPlan } from '../docs/a-plan.ts';
import { run } from '../judges/process.ts';

const manual = (changes: Parameters<typeof aPlan>[0] = {}): Plan =>
  aPlan({ secrets: { kind: 'manual' }, ...changes });
const plan = manual();

/**
 * What the script asks of kubectl, on files: <secret>/<key>, with the type
 * and the labels beside. It wants a context with every question.
 */
const kubectl = `#!/usr/bin/env bash
echo "$*" >>"$CLUSTER/started.log"
if [[ -n \${FAILS-} && "$*" == *"$FAILS"* ]]; then echo 'Error from server (ServiceUnavailable): try later' >&2; exit 1; fi
if [[ $* == 'config current-context' ]]; then echo current; exit; fi
if [[ $* == 'config get-contexts '* ]]; then [[ $3 != nowhere ]]; exit; fi
[[ $1 == --context ]] || exit 9
shift 2
key=\${7#jsonpath=\\{.data.} key=\${key%\\}} key=\${key//\\\\./.}
case "$1 $2 \${*:6}" in
  'get namespace'*) ;;
  'create namespace'*) echo "namespace/$3 created" ;;
  'get secret --output name'*) [[ ! -d $CLUSTER/$3 ]] || echo "secret/$3" ;;
  'get secret --output jsonpath'*) cat "$CLUSTER/$3/$key" 2>/dev/null || true ;;
  'patch secret'* | 'create --filename'*)
    part=
    while IFS= read -r line; do
      case $line in
        '  name: '*) folder=$CLUSTER/\${line##* }; mkdir -p "$folder" ;;
        '  labels:' | 'data:') part=$line ;;
        'type: '*) printf '%s' "\${line##* }" >"$folder/=type" ;;
        '    '*) echo "$line" >"$folder/=labels" ;;
        '  '*) if [[ $part == data: ]]; then key=\${line%: *}; printf '%s' "\${line##* }" >"$folder/\${key##* }"; fi ;;
      esac
    done
    ;;
  *) exit 9 ;;
esac
`;

interface Secret {
  readonly type: string;
  readonly labels: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A cluster of files, and a kubectl that writes down how it was started. */
function aCluster(plan = manual()) {
  const root = mkdtempSync(join(tmpdir(), 'create-secrets-'));
  const [script, secrets] = [join(root, 'create-secrets.sh'), join(root, 'cluster')];
  mkdirSync(secrets);
  writeFileSync(script, render(createSecretsScript(plan)), { mode: 0o755 });
  writeFileSync(join(root, 'kubectl'), kubectl, { mode: 0o755 });
  const make = (input: string, words: readonly string[], FAILS = '') =>
    run([script, ...words], {
      input,
      env: { PATH: `${root}:${process.env['PATH'] ?? ''}`, CLUSTER: secrets, FAILS },
    });
  const read = (...path: readonly string[]): string =>
    existsSync(join(secrets, ...path)) ? readFileSync(join(secrets, ...path), 'utf8') : '';
  const names = (): readonly string[] =>
    readdirSync(secrets).filter((name) => name !== 'started.log');
  return {
    make: async (input: string, ...words: readonly string[]) => make(input, words),
    /** The same, where each call of kubectl fails whose words hold the text. */
    makeWithout: async (fails: string, ...words: readonly string[]) => make(answers, words, fails),
    log: (): string => read('started.log'),
    secrets: (): Readonly<Record<string, Secret>> =>
      Object.fromEntries(
        names().map((name) => [
          name,
          {
            type: read(name, '=type'),
            labels: read(name, '=labels'),
            data: Object.fromEntries(
              readdirSync(join(secrets, name))
                .filter((key) => !key.startsWith('='))
                .map((key) => [key, read(name, key)]),
            ),
          },
        ]),
      ),
    value: (secret: string, key: string): string =>
      Buffer.from(read(secret, key), 'base64').toString(),
    put: (secret: string, key: string, value: string): void =>
      writeFileSync(join(secrets, secret, key), Buffer.from(value).toString('base64')),
  };
}

const answers = [
  'registry-credentials/username=robot$pull',
  'registry-credentials/password=pa"ss\\word',
  'postgres-userdata-backup/ACCESS_KEY_ID=id',
].join('\n');

test('manual secrets are made, kept and rotated with what follows; no value is shown or an argument', async () => {
  const cluster = aCluster();
  const first = await cluster.make(answers, 'dev', '--context', 'dev-cluster');
  expect(first).toMatchObject({
    code: 0,
    stderr: '==> context dev-cluster: secrets of dev in namespace budget-dev\n',
  });
  expect(
    cluster
      .log()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('--context dev-cluster ')),
  ).toEqual(['config get-contexts dev-cluster --output=name']);
  expect(cluster.secrets()).toMatchObject({
    'registry-credentials': { type: 'kubernetes.io/dockerconfigjson' },
    'postgres-deployment-credentials': {
      type: 'kubernetes.io/basic-auth',
      labels: "    cnpg.io/reload: 'true'\n",
    },
  });
  expect(JSON.parse(cluster.value('registry-credentials', '.dockerconfigjson'))).toEqual({
    auths: { 'harbor.example.com': { username: 'robot$pull', password: 'pa"ss\\word' } },
  });
  const password = cluster.value('postgres-deployment-credentials', 'password');
  expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(cluster.value('postgres-deployment-credentials', 'username')).toBe('budget');
  expect(cluster.value('budget-server-secrets', 'DATABASE_URL')).toBe(
    `postgresql://budget:${password}@postgres-db-rw:5432/budget`,
  );
  expect(
    Object.fromEntries(
      plan.environments
        .slice(0, 1)
        .flatMap(({ secrets }) =>
          secrets.map(({ name, keys }) => [name, keys.map(({ key }) => key).sort()]),
        ),
    ),
  ).toEqual(
    Object.fromEntries(
      Object.entries(cluster.secrets()).map(([name, { data }]) => [name, Object.keys(data).sort()]),
    ),
  );

  const before = cluster.secrets();
  const second = await cluster.make('', 'dev');
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout.split('\n').filter((line) => line.startsWith('+'))).toEqual([]);
  expect(cluster.secrets()).toEqual(before);

  expect(
    await cluster.make('', 'dev', '--rotate', 'postgres-deployment-credentials', 'password'),
  ).toMatchObject({ code: 0 });
  const fresh = cluster.value('postgres-deployment-credentials', 'password');
  expect(fresh).not.toBe(password);
  expect(cluster.value('budget-server-secrets', 'DATABASE_URL')).toContain(fresh);
  expect(cluster.secrets()['redis-auth']).toEqual(before['redis-auth']);
  for (const value of [
    password,
    fresh,
    'robot$pull',
    'pa"ss',
    Buffer.from(password).toString('base64'),
  ]) {
    expect(`${cluster.log()}${first.stdout}${second.stdout}`).not.toContain(value);
  }
}, 120_000);

test('what cannot be read is not taken for missing: nothing of it changes', async () => {
  const cluster = aCluster();
  await cluster.make(answers, 'dev');
  const before = cluster.secrets();
  for (const fails of [
    'get secret redis-auth',
    'get secret postgres-deployment-credentials',
    'get secret registry-credentials',
    'get namespace',
  ]) {
    const { code, stderr } = await cluster.makeWithout(fails, 'dev');
    expect({ code, stderr }, fails).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /ServiceUnavailable[^]*error: cannot read .* it was not changed/,
      ) as string,
    });
    expect(cluster.secrets(), fails).toEqual(before);
  }
}, 120_000);

test('a rotation that stopped between a password and its URL is completed by the next run', async () => {
  const cluster = aCluster();
  await cluster.make(answers, 'dev');
  const before = cluster.secrets();
  expect(
    await cluster.makeWithout(
      'patch secret budget-server-secrets',
      'dev',
      '--rotate',
      'redis-auth',
    ),
  ).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cannot write secret budget-server-secrets') as string,
  });
  const fresh = cluster.value('redis-auth', 'REDIS_PASSWORD');
  expect(cluster.value('budget-server-secrets', 'REDIS_URL')).not.toContain(fresh);
  const next = await cluster.make('', 'dev');
  expect(next.stdout.split('\n').filter((line) => line.startsWith('+'))).toEqual([
    '+ budget-server-secrets: REDIS_URL',
  ]);
  expect(cluster.value('budget-server-secrets', 'REDIS_URL')).toBe(`redis://:${fresh}@redis:6379`);
  expect(cluster.secrets()['postgres-deployment-credentials']).toEqual(
    before['postgres-deployment-credentials'],
  );
  expect(`${cluster.log()}${next.stdout}${next.stderr}`).not.toContain(fresh);
}, 120_000);

test('a URL follows its password and keeps what a person added; another URL is kept, and reported', async () => {
  const cluster = aCluster();
  await cluster.make(answers, 'dev');
  cluster.put('budget-server-secrets', 'REDIS_URL', 'redis://:older@redis:6379/2');
  cluster.put('budget-server-secrets', 'DATABASE_URL', 'postgresql://me:mine@elsewhere/budget');
  const { code, stderr } = await cluster.make('', 'dev');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(
      'DATABASE_URL is kept, but it is not postgresql://budget:<password of ' +
        'postgres-deployment-credentials>@postgres-db-rw:5432/budget',
    ) as string,
  });
  expect(cluster.value('budget-server-secrets', 'REDIS_URL')).toBe(
    `redis://:${cluster.value('redis-auth', 'REDIS_PASSWORD')}@redis:6379/2`,
  );
  expect(cluster.value('budget-server-secrets', 'DATABASE_URL')).toBe(
    'postgresql://me:mine@elsewhere/budget',
  );
}, 120_000);

test('a value that nobody gives, an unknown secret and what cannot be meant are refused', async () => {
  const cluster = aCluster();
  expect(await cluster.make('', 'dev')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('registry-credentials/username has no value') as string,
  });
  await cluster.make(answers, 'dev');
  expect(await cluster.make('', 'dev', '--rotate', 'redis-auht')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('dev has no secret redis-auht') as string,
  });
  expect(await cluster.make('', 'stging')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/unknown environment: "stging"[^]*one of: dev, prod/) as string,
  });
  expect(await cluster.make('', 'dev', 'prod')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('accepts one environment, received "dev" and "prod"') as string,
  });
  expect(await cluster.makeWithout('current-context', 'dev')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('error: no current context is set') as string,
  });
  expect(await cluster.make('', 'dev', '--context', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('error: context "nowhere" does not exist') as string,
  });
  expect(await cluster.make('', '--context', 'other', 'dev')).toMatchObject({
    code: 0,
    stderr: '==> context other: secrets of dev in namespace budget-dev\n',
  });
}, 120_000);

test('a value is asked for in the words of the config, whatever they are made of', async () => {
  const hint = `Neon’s "direct" URL, not the 'pooled' one: $HOME \\ \`x\``;
  const cluster = aCluster(
    manual({
      components: {
        server: { secretEnv: { API_KEY: { secret: 'others', key: 'API_KEY', hint } } },
      },
    }),
  );
  expect(await cluster.make(answers, 'dev')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`others/API_KEY has no value: ${hint}\n`) as string,
  });
}, 120_000);

test('where secrets are made by hand, nothing of sealing is there', () => {
  const files = secretFiles(plan).map((file) => `${file.path}\n${render(file)}`);
  expect(files.map((text) => text.split('\n')[0])).toEqual([
    'scripts/create-secrets.sh',
    '.gitignore',
    '.gitattributes',
    '.gitleaks.toml',
  ]);
  expect(files.filter((text) => /seal/i.test(text))).toEqual([]);
});
