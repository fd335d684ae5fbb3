import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { emptyFolder, filesOf, run, runProcess } from './program.ts';

let service = '';
beforeAll(() => {
  const folder = emptyFolder();
  // Without a git identity, as in a container.
  const answer = runProcess('create-gitops-service', ['orders', '--yes', '--no-install'], folder, {
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
  });
  expect(answer).toMatchObject({ code: 0, err: '' });
  service = join(folder, 'orders');
});

describe('a service made by the packed tarball', () => {
  test('is complete, committed and clean', () => {
    expect(filesOf(service).size).toBeGreaterThanOrEqual(45);
    expect(
      execFileSync('git', ['-C', service, 'status', '--porcelain'], { encoding: 'utf8' }),
    ).toBe('');
    expect(runProcess('gitops-service', ['check'], service)).toMatchObject({ code: 0, err: '' });
  });

  test('is not written a second time', () => {
    const before = filesOf(service);
    expect(runProcess('gitops-service', ['resync'], service).code).toBe(0);
    expect(filesOf(service)).toEqual(before);
  });

  test('gets each managed file back byte for byte', () => {
    const before = filesOf(service);
    const { changes } = JSON.parse(
      runProcess('gitops-service', ['check', '--json'], service).out,
    ) as {
      changes: { path: string }[];
    };
    const samples = new Set(changes.map(({ path }) => path));
    const ours = [...before.keys()].filter(
      (path) => !samples.has(path) && !/^\.gitops\/|^\.projenrc\.ts$/.test(path),
    );
    expect(ours.length).toBeGreaterThan(20);
    for (const path of ours) rmSync(join(service, path));
    expect(runProcess('gitops-service', ['check'], service).code).toBe(1);
    expect(runProcess('gitops-service', ['resync'], service).code).toBe(0);
    for (const path of ours)
      expect(readFileSync(join(service, path), 'utf8'), path).toBe(before.get(path)?.text);
  });

  test('comes out of its config alone, with the same bytes', () => {
    const copy = emptyFolder();
    writeFileSync(join(copy, '.projenrc.ts'), readFileSync(join(service, '.projenrc.ts')));
    expect(runProcess('gitops-service', ['resync'], copy)).toMatchObject({ code: 0, err: '' });
    const texts = (folder: string) => [...filesOf(folder)].map(([path, { text }]) => [path, text]);
    expect(texts(copy)).toEqual(texts(service));
  });

  test('is resynced by npx projen', () => {
    symlinkSync(inject('installed'), join(service, 'node_modules'), 'dir');
    const before = filesOf(service);
    rmSync(join(service, 'k8s/base/deployment.yaml'));
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(inject('installed'), 'projen/bin/projen')],
      { cwd: service, encoding: 'utf8' },
    );
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(service, 'k8s/base/deployment.yaml'), 'utf8')).toBe(
      before.get('k8s/base/deployment.yaml')?.text,
    );
    rmSync(join(service, 'node_modules'));
  });

  test('explains its files', () => {
    expect(
      JSON.parse(
        runProcess('gitops-service', ['explain', 'k8s/base/deployment.yaml', '--json'], service)
          .out,
      ),
    ).toMatchObject({ path: 'k8s/base/deployment.yaml', ownership: 'managed', state: 'unchanged' });
    expect(
      runProcess('gitops-service', ['explain', 'k8s/base/deployment.yml'], service),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean k8s/base/deployment.yaml?'),
    });
  });
});

test('import and require give the same class', () => {
  const folder = emptyFolder();
  symlinkSync(inject('installed'), join(folder, 'node_modules'), 'dir');
  const script =
    "const a = require('create-gitops-service'); " +
    "import('create-gitops-service').then((b) => console.log(a.GitOpsService === " +
    'b.GitOpsService, typeof a.GitOpsService))';
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe('true function');
});

describe('nothing is written', () => {
  test('where a foreign file stands at a path of ours', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'orders'));
    writeFileSync(join(folder, 'orders/Dockerfile'), 'FROM scratch\n');
    const answer = run(
      'create-gitops-service',
      ['orders', '--yes', '--no-install', '--no-git'],
      folder,
    );
    expect(answer).toMatchObject({ code: 3, err: expect.stringContaining('Dockerfile') });
    expect([...filesOf(folder).keys()]).toEqual(['orders/Dockerfile']);
  });

  test.each([
    ['throws', "throw new Error('no luck');\n", 'no luck'],
    ['does not parse', 'new GitOpsService({\n', '.projenrc.ts failed'],
    ['describes nothing', 'export {};\n', 'does not define a service'],
    [
      'has a typo',
      "import { GitOpsService } from 'create-gitops-service';\nnew GitOpsService({ name: " +
        "'a', repository: 'https://github.com/a/b', component: {} } as never).synth();\n",
      'did you mean "components"?',
    ],
  ])('by a config that %s', (_, text, message) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, '.projenrc.ts'), text);
    for (const command of ['resync', 'check'])
      expect(run('gitops-service', [command], folder)).toMatchObject({
        code: 2,
        err: expect.stringContaining(message),
      });
    expect([...filesOf(folder).keys()]).toEqual(['.projenrc.ts']);
  });

  test.each([
    [['chek'], 'did you mean "check"?'],
    [['check', '--jsn'], 'did you mean --json?'],
    [['promote', 'dev'], '<to>'],
    [['create'], '[dir]'],
    [['create', 'Orders', '--yes'], 'name'],
    [['create', 'orders', '--host', 'dev=a.example.com'], '--routing'],
    [['create', 'orders', '--registry', 'quay'], '--registry'],
    [['create', 'orders', '--store', 'mysql'], 'store'],
  ])('by %j', (words, message) => {
    const folder = emptyFolder();
    expect(run('gitops-service', words, folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
    expect(filesOf(folder).size).toBe(0);
  });

  test('by a dry run', () => {
    const folder = emptyFolder();
    expect(run('create-gitops-service', ['orders', '--yes', '--dry-run'], folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining('+ Dockerfile'),
    });
    expect(filesOf(folder).size).toBe(0);
  });
});

test('every combination of create flags gives a valid config', () => {
  const folder = emptyFolder();
  const words = [
    'shop',
    '--no-install',
    '--no-git',
    '--system',
    'store',
    '--repository',
    'https://github.com/acme/shop',
    '--port',
    '8080',
    '--package-manager',
    'pnpm',
    '--registry',
    'harbor:harbor.example.com/team',
    '--host',
    'prod=shop.example.com',
    '--gateway',
    'istio-system/public',
    '--store',
    'postgres',
    '--store',
    'redis',
    '--json',
  ];
  const answer = run('create-gitops-service', words, folder);
  expect(answer).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(answer.out)).toMatchObject({
    folder: 'shop',
    nextSteps: expect.arrayContaining([expect.stringContaining('bucket')]),
  });
  expect(run('gitops-service', ['check'], join(folder, 'shop')).code).toBe(0);
});

test('projen new makes a service too', () => {
  const folder = join(emptyFolder(), 'orders');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}\n');
  symlinkSync(inject('installed'), join(folder, 'node_modules'), 'dir');
  // What `projen new --from <tarball>` does after it has installed the tarball, which needs a registry.
  const script =
    "require('projen').Projects.createProject({ dir: '.', projectFqn: " +
    "'create-gitops-service.GitOpsService', projectOptions: " +
    "{ repository: 'https://github.com/acme/orders' }, optionHints: 'none', post: false })";
  rmSync(join(folder, 'package.json'));
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  expect(readFileSync(join(folder, '.projenrc.ts'), 'utf8')).toContain(
    "repository: 'https://github.com/acme/orders'",
  );
  rmSync(join(folder, 'node_modules'));
  expect(run('gitops-service', ['check'], folder)).toMatchObject({ code: 0, err: '' });
});
