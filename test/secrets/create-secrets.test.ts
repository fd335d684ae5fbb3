import { expect, test } from 'vitest';
import { aCluster, answers, plan } from './a-secret-cluster.ts';

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
