import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { emptyFolder, filesOf, run } from '../package/program.ts';
import { listing } from './a-service.ts';

test('without git a service is made, and it is said that there is no repository', () => {
  const folder = emptyFolder();
  const answer = run('create-gitops-service', ['orders', '--yes', '--no-install'], folder, {
    PATH: folder,
  });
  expect(answer).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('git is not installed'),
  });
  expect(existsSync(join(folder, 'orders/.git'))).toBe(false);
  expect(run('gitops-service', ['check'], join(folder, 'orders'), { PATH: folder })).toMatchObject({
    code: 0,
    err: '',
  });
});

const repository = (texts: Readonly<Record<string, string>>): string => {
  const folder = emptyFolder();
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};
const create = (folder: string, ...flags: readonly string[]) =>
  run(
    'create-gitops-service',
    ['.', '--name', 'mine', '--yes', '--no-install', '--no-git', ...flags],
    folder,
  );
const application = {
  'package.json':
    '{\n    "name": "@acme/mine",\n    "private": true,\n    "engines": {"node": ">=18"},\n' +
    '    "scripts": {"test": "jest", "start": "node ."}\n}',
  'server.js': 'listen(3000)\r\n',
  'README.md': '# Mine',
  '.gitignore': 'secret.txt\n',
};

test('an existing application keeps its bytes; package.json gains what npx projen needs; gaps are named', () => {
  const folder = repository(application);
  execFileSync('git', ['init', '--quiet', folder]);
  execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', 'git@github.com:acme/mine.git']);
  const { code, err, out } = run(
    'create-gitops-service',
    ['.', '--name', 'mine', '--yes', '--no-install'],
    folder,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const path of ['server.js', 'README.md'] as const)
    expect(readFileSync(join(folder, path), 'utf8')).toBe(application[path]);
  expect(
    readFileSync(join(folder, '.gitignore'), 'utf8').startsWith(application['.gitignore']),
  ).toBe(true);
  const added =
    ',\n    "devDependencies": {\n        "create-gitops-service": "VERSION",\n' +
    '        "constructs": "VERSION",\n        "projen": "VERSION"\n    }\n}';
  expect(
    readFileSync(join(folder, 'package.json'), 'utf8').replaceAll(/"\d+\.\d+\.\d+"/g, '"VERSION"'),
  ).toBe(application['package.json'].slice(0, -2) + added);
  for (const path of ['src', 'test', 'tsconfig.json', 'vitest.config.ts', '.oxlintrc.json'])
    expect(existsSync(join(folder, path)), path).toBe(false);
  const config = readFileSync(join(folder, '.projenrc.ts'), 'utf8');
  expect(config).toContain("runtime: { kind: 'node', starter: false }");
  expect(config).toContain('https://github.com/acme/mine');
  expect(out).toMatch(
    /1\. npm install\n.*lacks: tsconfig.json, tsconfig.build.json, src, script build, script typecheck.*\n.*\/health\/live and \/health\/ready on port 3000; the image starts dist\/index.js/,
  );
  expect(
    execFileSync('git', ['-C', folder, 'status', '--porcelain', 'server.js'], { encoding: 'utf8' }),
  ).toBe('?? server.js\n');
  const before = listing(folder).filter(
    (line) => !line.includes('.git/') && !line.startsWith('.git '),
  );
  expect(run('create-gitops-service', ['.', '--yes', '--no-install'], folder).code).toBe(0);
  expect(run('gitops-service', ['check'], folder).code).toBe(0);
  expect(
    listing(folder).filter((line) => !line.includes('.git/') && !line.startsWith('.git ')),
  ).toEqual(before);
});

test('after npm install has written another version or place into package.json, npx projen writes nothing', () => {
  const folder = repository({
    ...application,
    'package.json':
      '{"dependencies":{"create-gitops-service":"file:../x.tgz"},' +
      '"devDependencies":{"projen":"^0.103.0","constructs":"^10"},"packageManager":"pnpm@10.34.9"}',
  });
  expect(create(folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1. pnpm install'),
  });
  symlinkSync(inject('installed'), join(folder, 'node_modules'), 'dir');
  const before = filesOf(folder);
  expect(before.get('package.json')?.text).toContain(
    '{"dependencies":{"create-gitops-service":"file:../x.tgz"},' +
      '"devDependencies":{"projen":"^0.103.0","constructs":"^10"}',
  );
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(inject('installed'), 'projen/bin/projen')],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  expect(filesOf(folder)).toEqual(before);
});

test('existing files at our paths are refused, all of them named; taken over, their content is kept', () => {
  const folder = repository({
    ...application,
    Dockerfile: 'FROM node\n',
    '.github/workflows/checks.yaml': 'on: push\n',
  });
  const before = listing(folder);
  expect(create(folder)).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/checks\.yaml[^]*Dockerfile/),
  });
  expect(listing(folder)).toEqual(before);
  expect(create(folder, '--take-over').code).toBe(0);
  const rescued = [...filesOf(folder)]
    .filter(([path]) => path.startsWith('.gitops/rescued/'))
    .map(([, { text }]) => text);
  expect(rescued).toEqual(
    expect.arrayContaining(['FROM node\n', 'on: push\n', application['package.json']]),
  );
});

test('a Dockerfile of their own stays with --runtime custom, which the refusal without it says', () => {
  const folder = repository({ ...application, Dockerfile: 'FROM node\n' });
  const { code, err } = create(folder);
  expect(code).toBe(3);
  expect(err).toContain('keep Dockerfile as yours with --runtime custom');
  // Without a config nothing can be ejected yet.
  expect(err).not.toContain('or keep it as yours with "gitops-service eject');
  expect(create(folder, '--runtime', 'custom')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Make sure that Dockerfile runs as user 65532'),
  });
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM node\n');
});

test('what stands in the way is kept by moving it, creating the service and ejecting it', () => {
  const folder = repository({ ...application, Dockerfile: 'FROM node\n' });
  expect(create(folder).err).toContain('move it, run this again, move it back, and keep it');
  renameSync(join(folder, 'Dockerfile'), join(folder, 'moved'));
  expect(create(folder).code).toBe(0);
  renameSync(join(folder, 'moved'), join(folder, 'Dockerfile'));
  expect(run('gitops-service', ['eject', 'Dockerfile'], folder).code).toBe(0);
  expect(run('gitops-service', ['resync'], folder).code).toBe(0);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM node\n');
});

test('a config file of another projen project is refused and not run, for it would write', () => {
  const folder = repository({
    'package.json': '{}',
    '.projenrc.ts': "import { Project } from 'projen';\nnew Project({ name: 'own' }).synth();\n",
  });
  const before = listing(folder);
  expect(
    run('create-gitops-service', ['.', '--yes', '--no-install', '--no-git'], folder),
  ).toMatchObject({ code: 3, out: '', err: expect.stringContaining('in another folder') });
  expect(listing(folder)).toEqual(before);
});

test('a repository that holds only pages about itself gets the starter', () => {
  const folder = repository({ 'README.md': '# Mine', LICENSE: 'MIT', '.gitignore': '' });
  expect(create(folder).code).toBe(0);
  expect(existsSync(join(folder, 'src/index.ts'))).toBe(true);
});
