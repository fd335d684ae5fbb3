import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSecretsScript } from '../../src/files/secrets/create-secrets.ts';
import { render } from '../../src/files/render.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { aPlan } from '../docs/a-plan.ts';
import { run } from '../judges/process.ts';

const plan = aPlan({ secrets: { kind: 'manual' } });

/** A cluster of files, and a kubectl that writes down how it was started. */
function aCluster() {
  const root = mkdtempSync(join(tmpdir(), 'create-secrets-'));
  const script = join(root, 'create-secrets.sh');
  writeFileSync(script, render(createSecretsScript(plan)), { mode: 0o755 });
  const log = join(root, 'started.log');
  const secrets = join(root, 'secrets.json');
  writeFileSync(secrets, '{}');
  writeFileSync(join(root, 'kubectl.mjs'), kubectl);
  writeFileSync(join(root, 'kubectl'), `#!/bin/sh\necho "$*" >>'${log}'\nexec '${process.execPath}' '${join(root, 'kubectl.mjs')}' '${secrets}' "$@"\n`);
  chmodSync(join(root, 'kubectl'), 0o755);
  return {
    make: async (input: string, ...words: string[]) => run([script, ...words], { input, env: { PATH: `${root}:${process.env['PATH'] ?? ''}` } }),
    log: (): string => readFileSync(log, 'utf8'),
    secrets: (): Record<string, { readonly type: string; readonly labels: string; readonly data: Record<string, string> }> => JSON.parse(readFileSync(secrets, 'utf8')) as never,
    value: (secret: string, key: string): string => Buffer.from((JSON.parse(readFileSync(secrets, 'utf8')) as Record<string, { data: Record<string, string> }>)[secret]?.data[key] ?? '', 'base64').toString(),
  };
}

/** What the script asks of kubectl, on a file of JSON. */
const kubectl = `
import { readFileSync, writeFileSync } from 'node:fs';
const [file, ...words] = process.argv.slice(2);
const all = JSON.parse(readFileSync(file, 'utf8'));
const [verb, kind, name] = words[0] === '--context' ? words.slice(2) : words;
if (verb === 'get' && kind === 'namespace') process.stdout.write('');
else if (verb === 'create' && kind === 'namespace') process.stdout.write('namespace/' + name + ' created\\n');
else if (verb === 'get') {
  const path = words.find((word) => word.startsWith('jsonpath='));
  const key = path === undefined ? undefined : path.slice('jsonpath={.data.'.length, -1).replaceAll('\\\\.', '.');
  process.stdout.write(all[name] === undefined ? '' : key === undefined ? 'secret/' + name : (all[name].data[key] ?? ''));
} else {
  const text = readFileSync(0, 'utf8');
  const own = /^  name: (.*)$/m.exec(text)[1];
  const data = Object.fromEntries([...text.slice(text.indexOf('\\ndata:')).matchAll(/^  (\\S+): (\\S+)$/gm)].map(([, key, value]) => [key, value]));
  all[own] = { type: /^type: (.*)$/m.exec(text)[1], labels: (/  labels:\\n((?:    .*\\n)+)/.exec(text) ?? ['', ''])[1], data: { ...(verb === 'patch' ? all[own].data : {}), ...data } };
  writeFileSync(file, JSON.stringify(all));
}
`;

const answers = ['registry-credentials/username=robot$pull', 'registry-credentials/password=pa"ss\\word', 'postgres-userdata-backup/ACCESS_KEY_ID=id'].join('\n');

test('secrets made by hand are made whole, kept, and rotated with what follows from them; no value is shown or an argument', async () => {
  const cluster = aCluster();
  const first = await cluster.make(answers, 'dev', '--context', 'dev-cluster');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(cluster.secrets()).toMatchObject({
    'registry-credentials': { type: 'kubernetes.io/dockerconfigjson' },
    'postgres-deployment-credentials': { type: 'kubernetes.io/basic-auth', labels: "    cnpg.io/reload: 'true'\n" },
  });
  expect(JSON.parse(cluster.value('registry-credentials', '.dockerconfigjson'))).toEqual({ auths: { 'harbor.example.com': { username: 'robot$pull', password: 'pa"ss\\word' } } });
  const password = cluster.value('postgres-deployment-credentials', 'password');
  expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(cluster.value('postgres-deployment-credentials', 'username')).toBe('budget');
  expect(cluster.value('budget-server-secrets', 'DATABASE_URL')).toBe(`postgresql://budget:${password}@postgres-db-rw:5432/budget`);
  expect(Object.fromEntries(plan.environments.slice(0, 1).flatMap(({ secrets }) => secrets.map(({ name, keys }) => [name, keys.map(({ key }) => key).sort()])))).toEqual(Object.fromEntries(Object.entries(cluster.secrets()).map(([name, { data }]) => [name, Object.keys(data).sort()])));

  const before = cluster.secrets();
  const second = await cluster.make('', 'dev');
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout.split('\n').filter((line) => line.startsWith('+'))).toEqual([]);
  expect(cluster.secrets()).toEqual(before);

  expect(await cluster.make('', 'dev', '--rotate', 'postgres-deployment-credentials', 'password')).toMatchObject({ code: 0 });
  const fresh = cluster.value('postgres-deployment-credentials', 'password');
  expect(fresh).not.toBe(password);
  expect(cluster.value('budget-server-secrets', 'DATABASE_URL')).toContain(fresh);
  expect(cluster.secrets()['redis-auth']).toEqual(before['redis-auth']);
  for (const value of [password, fresh, 'robot$pull', 'pa"ss', Buffer.from(password).toString('base64')]) {
    expect(`${cluster.log()}${first.stdout}${second.stdout}`).not.toContain(value);
  }
}, 120_000);

test('a value that nobody gives, an unknown secret and an unknown environment are refused', async () => {
  const cluster = aCluster();
  expect(await cluster.make('', 'dev')).toMatchObject({ code: 1, stderr: expect.stringContaining('registry-credentials/username has no value') as string });
  await cluster.make(answers, 'dev');
  expect(await cluster.make('', 'dev', '--rotate', 'redis-auht')).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no secret redis-auht') as string });
  expect(await cluster.make('', 'stging')).toMatchObject({ code: 2, stderr: expect.stringContaining('environments: dev, prod') as string });
}, 120_000);

test('where secrets are made by hand, nothing of sealing is there', () => {
  const files = secretFiles(plan).map((file) => `${file.path}\n${render(file)}`);
  expect(files.map((text) => text.split('\n')[0])).toEqual(['scripts/create-secrets.sh', '.gitignore', '.gitattributes', '.gitleaks.toml']);
  expect(files.filter((text) => /seal/i.test(text))).toEqual([]);
});
