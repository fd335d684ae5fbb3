import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { aService, committed, listing } from '../cli/a-service.ts';
import { emptyFolder, run } from '../package/program.ts';
import { giveAway, takeBack } from './a-project.ts';

const evil = "import { writeFileSync } from 'node:fs';\nwriteFileSync('it-ran', '');\n";

test('a config above the repository, or above a plain folder, is not run', () => {
  const outer = emptyFolder();
  writeFileSync(join(outer, '.projenrc.ts'), evil);
  const [plain, clone] = [join(outer, 'plain'), join(outer, 'clone')];
  mkdirSync(plain);
  mkdirSync(join(clone, 'src'), { recursive: true });
  execFileSync('git', ['init', '--quiet', clone]);
  for (const folder of [plain, clone, join(clone, 'src')])
    expect(run('gitops-service', ['secrets', 'init', 'dev'], folder)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(`no .projenrc.ts found in ${folder}`),
    });
  expect(listing(outer).join()).not.toContain('it-ran');
});

test.each([
  ['check'],
  ['resync'],
  ['diff', '--rendered', '--base', 'HEAD'],
  ['rescued'],
  ['releases'],
  ['secrets', 'init', 'dev'],
  ['create', '.', '--yes'],
])('a config of others is run by no command: %j', (...words) => {
  const service = aService();
  committed(service);
  writeFileSync(join(service, '.projenrc.ts'), evil);
  giveAway(join(service, '.projenrc.ts'));
  const before = listing(service);
  expect(run('gitops-service', words, service)).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringContaining(join(service, '.projenrc.ts')),
  });
  expect(listing(service)).toEqual(before);
});

test('in a container, where the clone is another user’s, safe.directory is all that is needed', () => {
  const service = aService();
  committed(service);
  const clone = [service, join(service, '.git'), join(service, '.projenrc.ts')];
  for (const path of clone) giveAway(path);
  expect(run('gitops-service', ['check'], service).code).toBe(3);
  const home = emptyFolder();
  const env = { HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') };
  // What actions/checkout does.
  execFileSync('git', ['config', '--global', '--add', 'safe.directory', service], {
    env: { ...process.env, ...env },
  });
  expect(run('gitops-service', ['check'], service, env)).toMatchObject({ code: 0, err: '' });
  for (const path of clone) takeBack(path);
});

test('a new service is closed to others under every umask', () => {
  const folder = emptyFolder();
  const program = join(inject('installed'), 'create-gitops-service/dist');
  const sh = (command: string): string =>
    execFileSync('sh', ['-c', `umask 000\n${command}`], { cwd: folder, encoding: 'utf8' });
  const repository = '--repository https://github.com/acme/orders';
  sh(`node ${program}/create-gitops-service.js orders --yes --no-install --no-git ${repository}`);
  const service = join(folder, 'orders');
  for (const path of ['.', '.projenrc.ts', '.gitops', '.gitops/inventory.json', 'k8s'])
    expect(statSync(join(service, path)).mode & 0o002, path).toBe(0);
  rmSync(join(service, 'Dockerfile'));
  sh(`cd orders && node ${program}/gitops-service.js resync`);
  expect(readFileSync(join(service, 'Dockerfile'), 'utf8')).toContain('FROM');
});
