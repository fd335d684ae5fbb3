import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { render } from '../../src/render/render.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { aCluster, answers, manual, plan } from './a-secret-cluster.ts';

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

test('a value that nobody gives, an unknown secret and what cannot be meant are refused', async () => {
  const cluster = aCluster();
  expect(await cluster.make('', 'dev')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('registry-credentials/username has no value') as string,
  });
  await cluster.make(answers, 'dev');
  expect(await cluster.make('', 'dev', '--rotate', 'redis-auht')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('dev has no such secret: nothing was rotated') as string,
  });
  expect(await cluster.make('', 'stging')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/unknown environment\n[^]*one of: dev, prod/) as string,
  });
  expect(await cluster.make('', 'dev', 'prod')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('too many arguments; values never go on') as string,
  });
  expect(await cluster.makeWithout('current-context', 'dev')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('error: no current context is set') as string,
  });
  expect(await cluster.make('', 'dev', '--context', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('error: the context does not exist') as string,
  });
  expect(await cluster.make('', '--context', 'other', 'dev')).toMatchObject({
    code: 0,
    stderr: '==> context other: secrets of dev in namespace budget-dev\n',
  });
}, 120_000);

test('what is typed is never repeated', async () => {
  const cluster = aCluster();
  await cluster.make(answers, 'dev');
  for (const words of [
    ['dev', 'hunter2'],
    ['hunter2'],
    ['dev', '--value=hunter2'],
    ['dev', '--rotate', 'hunter2'],
    ['dev', '--rotate', 'redis-auth', 'PASSWORD=hunter2'],
  ]) {
    const { code, stdout, stderr } = await cluster.make('', ...words);
    expect(code, words.join(' ')).not.toBe(0);
    expect(stdout + stderr, words.join(' ')).not.toContain('hunter2');
  }
}, 120_000);

test.each<[string, string, RegExp]>([
  ['a NUL byte', `${answers}\0`, /standard input contains a NUL byte/],
  [
    'a value twice',
    `${answers}\nregistry-credentials/username=b`,
    /username is given more than once/,
  ],
  ['a tab in a password', answers.replace('pa"ss', 'pa\tss'), /contains a control character/],
])('standard input with %s is refused', async (_, input, message) => {
  const cluster = aCluster();
  const { code, stderr } = await cluster.make(input, 'dev');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) as string });
  expect(Object.keys(cluster.secrets())).not.toContain('registry-credentials');
});

test('the line ends of Windows are no part of a value', async () => {
  const cluster = aCluster();
  expect(await cluster.make(answers.replaceAll('\n', '\r\n'), 'dev')).toMatchObject({ code: 0 });
  expect(JSON.parse(cluster.value('registry-credentials', '.dockerconfigjson'))).toEqual({
    auths: { 'harbor.example.com': { username: 'robot$pull', password: 'pa"ss\\word' } },
  });
});

test.each([
  ['ends with a line break', 'x\n'],
  ['contains a NUL byte', 'x\0y'],
])('a password that %s gets into no URL', async (_, value) => {
  const cluster = aCluster();
  await cluster.make(answers, 'dev');
  cluster.put('redis-auth', 'REDIS_PASSWORD', value);
  const before = cluster.secrets();
  expect(await cluster.make('', 'dev')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('REDIS_PASSWORD of redis-auth has a line break') as string,
  });
  expect(cluster.secrets()).toEqual(before);
});

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

test('keys that are no variable names, and such as YAML takes for something else, are made and read back', async () => {
  const keys = ['identity-database-url', 'tls.crt', '2024', 'true', 'null', '1e3', '_x', 'y'];
  const cluster = aCluster(
    manual({
      components: {
        server: {
          secretEnv: Object.fromEntries(
            keys.map((key, index) => [`V${String(index)}`, { secret: 'zz-keys', key }]),
          ),
        },
      },
    }),
  );
  const given = `${answers}\n${keys.map((key) => `zz-keys/${key}=value of ${key}`).join('\n')}`;
  expect(await cluster.make(given, 'dev')).toMatchObject({ code: 0 });
  const manifest = parse(cluster.manifest('zz-keys'), { version: '1.1', mapAsMap: true }) as Map<
    string,
    Map<unknown, string>
  >;
  expect([...(manifest.get('data')?.keys() ?? [])]).toEqual(keys);
  expect(keys.map((key) => cluster.value('zz-keys', key))).toEqual(
    keys.map((key) => `value of ${key}`),
  );
  const before = cluster.secrets();
  expect(await cluster.make(answers, 'dev')).toMatchObject({ code: 0 });
  expect(cluster.secrets()).toEqual(before);
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
