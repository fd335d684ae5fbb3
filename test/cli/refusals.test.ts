import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run, runProcess } from '../package/program.ts';
import { aService, listing } from './a-service.ts';

const stack = /\n\s+at .+:\d+/;

test.each([
  [
    'throws',
    "const a: number = 1;\nthrow new Error('no luck');\n",
    ['no luck', /Check \.projenrc\.ts:2$/m],
  ],
  ['throws on its first line', "throw new Error('no luck');\n", [/Check \.projenrc\.ts:1$/m]],
  ['throws no error', 'throw undefined;\n', ['.projenrc.ts failed']],
  ['does not parse', 'const a: = 3;\nfoo(((\n', ['.projenrc.ts failed', ':1:9']],
  [
    'imports what is not there',
    "import { a } from 'absent-package';\na();\n",
    ["Cannot find module 'absent-package'"],
  ],
  ['exports nothing', '', ['does not define a service']],
])('a config that %s is one message, and nothing is written', (_, text, messages) => {
  const service = aService();
  writeFileSync(join(service, '.projenrc.ts'), text);
  rmSync(join(service, 'Dockerfile'));
  const before = listing(service);
  for (const words of [
    ['resync'],
    ['check'],
    ['explain', 'Dockerfile'],
    ['promote', 'dev', 'prod'],
    ['create', '.', '--yes'],
  ]) {
    const { code, out, err } = run('gitops-service', words, service);
    expect({ code, out }, words.join(' ')).toEqual({ code: 2, out: '' });
    expect(err.match(/^error /gm)).toHaveLength(1);
    for (const message of messages) expect(err).toMatch(message);
    expect(err).not.toMatch(stack);
    expect(err).not.toContain('Require stack');
  }
  expect(listing(service)).toEqual(before);
});

test.each([
  [['chek'], 'did you mean "check"?'],
  [['promot', 'dev', 'prod'], 'did you mean "promote"?'],
  [['check', '--jsn'], 'did you mean --json?'],
  [['promote', 'dev', 'prod', '--verify-sorce'], 'did you mean --verify-source?'],
  [['--jsn'], 'did you mean "--json"?'],
  [['--json=x', '--foo'], 'unknown flag'],
  [['-x'], 'unknown flag "-x"'],
  [['create', 'orders', '--name'], 'name'],
])('%j is bad usage', (words, message) => {
  const folder = emptyFolder();
  expect(run('gitops-service', words, folder)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining(message),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a closed stdin', ''],
  ['CI', 'true'],
])('with %s nobody is asked: what is missing is named', (_, CI) => {
  const folder = emptyFolder();
  for (const words of [[], ['--yes'], ['--name', 'orders']])
    expect(run('create-gitops-service', words, folder, { CI })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('[dir] is required'),
    });
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['Orders', 'my service', 'ordérs', '_a', 'a_b', '1abc', 'a'.repeat(80)])(
  'the invalid name %s is an error and never rewritten',
  (name) => {
    const folder = emptyFolder();
    expect(run('create-gitops-service', [name, '--yes', '--no-install'], folder)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/1 problem[^]*\n {2}--name, or the last part of \[dir\]: /),
    });
    expect(
      run('create-gitops-service', ['fine', '--name', name, '--yes', '--no-install'], folder).code,
    ).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.each(['app', 'ads', 'checkout'])('a service may be called %s', (name) => {
  const folder = emptyFolder();
  const words = [name, '--yes', '--no-install', '--no-git', '--dry-run'];
  expect(run('create-gitops-service', words, folder)).toMatchObject({ code: 0 });
});

test('a folder that may not be written to is refused, not a bug of ours', () => {
  const service = aService();
  rmSync(join(service, 'Dockerfile'));
  const parent = join(service, '..');
  chmodSync(parent, 0o755);
  const isRoot = process.getuid?.() === 0;
  const folders = [
    service,
    ...readdirSync(service, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name)),
  ];
  for (const folder of folders) chmodSync(folder, 0o555);
  const before = listing(service);
  const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const trusting = {
    HOME: service,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
  for (const words of [
    ['resync'],
    ['create', '.', '--yes', '--no-install'],
    ['create', 'inside', '--yes', '--no-install'],
    ['set-image', 'dev', `server=${'c'.repeat(40)}`],
  ]) {
    const { code, err } = runProcess('gitops-service', words, service, trusting, user);
    expect({ code, err }, words.join(' ')).toEqual({
      code: 3,
      err: expect.stringMatching(/EACCES: permission denied[^]*write/),
    });
    expect(err).not.toMatch(stack);
  }
  expect(runProcess('gitops-service', ['check'], service, trusting, user).code).toBe(1);
  expect(listing(service)).toEqual(before);
  for (const folder of folders) chmodSync(folder, 0o755);
});

test('files of others at our paths are refused and stay as they are', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'k8s/base'), { recursive: true });
  for (const path of ['Dockerfile', 'k8s/base/deployment.yaml'])
    writeFileSync(join(folder, path), 'mine\n');
  const before = listing(folder);
  expect(
    run('create-gitops-service', ['.', '--name', 'orders', '--yes', '--no-install'], folder),
  ).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/Dockerfile[^]*k8s\/base\/deployment\.yaml[^]*--take-over/),
  });
  expect(listing(folder)).toEqual(before);
});

test('no colours without a terminal, with or without NO_COLOR', () => {
  for (const NO_COLOR of ['', '1'])
    expect(run('gitops-service', ['chek'], emptyFolder(), { NO_COLOR }).err).toMatch(
      /^error unknown command/,
    );
});
