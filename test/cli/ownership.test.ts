import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';
import { aService, committed, listing } from './a-service.ts';

const edit = (service: string, path: string, from: string, to: string): void => {
  const text = readFileSync(join(service, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(service, path), text.replace(from, to));
};

test('diff shows lines, statistics and data, takes paths, and writes nothing', () => {
  const service = aService();
  const ours = (...words: string[]) => run('gitops-service', words, service);
  expect(ours('diff')).toMatchObject({ code: 0, err: '', out: 'No changes.\n' });
  edit(service, 'k8s/base/service.yaml', 'kind: Service', 'kind: Servlet');
  rmSync(join(service, 'Dockerfile'));
  const before = listing(service);
  expect(ours('diff')).toMatchObject({
    code: 1,
    err: '',
    out: expect.stringMatching(
      /^# Dockerfile: missing[^]*\n\n# k8s\/base\/service\.yaml: drift[^]*-kind: Servlet\n\+kind: Service\n/,
    ),
  });
  expect(ours('diff', 'k8s/base').out).not.toContain('Dockerfile');
  expect(ours('diff', 'k8s/base/deployment.yaml').code).toBe(0);
  expect(ours('diff', '--stat').out).toMatch(/k8s\/base\/service\.yaml +\+1 -1\n2 file\(s\)/);
  expect(JSON.parse(ours('diff', '--json').out)).toMatchObject({
    clean: false,
    files: [
      { path: 'Dockerfile', kind: 'restore' },
      { path: 'k8s/base/service.yaml', kind: 'repair', added: 1, removed: 1 },
    ],
  });
  expect(ours('diff', 'k8s/bse')).toMatchObject({
    code: 2,
    err: expect.stringContaining('not a generated file'),
  });
  expect(ours('diff', '--markdown')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--rendered'),
  });
  expect(listing(service)).toEqual(before);
});

test('an edit is repaired, rescued, listed, restored, and kept by ejecting its file', () => {
  const service = aService();
  committed(service);
  const ours = (...words: string[]) => run('gitops-service', words, service);
  edit(service, 'compose.yaml', 'services:', '# mine\nservices:');
  expect(ours('check')).toMatchObject({
    code: 1,
    out: expect.stringContaining('The previous content of 1 of them is not in git'),
  });
  expect(ours('resync')).toMatchObject({
    code: 0,
    out: expect.stringContaining('see "gitops-service rescued"'),
  });
  expect(ours('check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 replaced content(s) kept'),
  });
  expect(ours('rescued').out).toMatch(
    /^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}\d+ bytes\n {2}compose\.yaml {2}was edited manually, and repaired\n/,
  );
  expect(ours('rescued', 'restore', 'compose.yaml', '--to', 'notes.txt').code).toBe(0);
  expect(readFileSync(join(service, 'notes.txt'), 'utf8')).toContain('# mine');
  expect(ours('rescued', 'restore', 'compose.yaml')).toMatchObject({
    code: 0,
    out: expect.stringContaining('gitops-service eject compose.yaml'),
  });
  expect(ours('eject', 'compose.yaml')).toMatchObject({ code: 0, err: '' });
  expect(ours('check')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^= compose\.yaml +ejected, kept\n/),
  });
  expect(ours('explain').out).toBe('ejected:\n  compose.yaml\n');
  expect(ours('resync').code).toBe(0);
  expect(readFileSync(join(service, 'compose.yaml'), 'utf8')).toMatch(
    /^# mine\nservices:|\n# mine\nservices:/,
  );
  for (const words of [
    ['rescued', 'restore', 'nope'],
    ['rescued', 'restore', 'compose.yaml', '--to', '../x'],
    ['eject', 'src/app.ts'],
    ['eject'],
    ['rescued', 'remove'],
  ])
    expect(ours(...words), words.join(' ')).toMatchObject({ code: 2, out: '' });
});

test.each(['delete', 'eject', 'take over'])(
  'an orphan that was edited stops everything until its owner says: %s',
  (way) => {
    const service = aService();
    const ours = (...words: string[]) => run('gitops-service', words, service);
    const path = 'argocd/applications/prod.yaml';
    edit(service, path, 'kind: Application', 'kind: Application # mine');
    edit(service, '.projenrc.ts', 'prod:', 'live:');
    expect(ours('resync')).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /prod\.yaml: no longer generated, but edited manually[^]*delete[^]*eject[^]*--take-over/,
      ),
    });
    if (way === 'delete') rmSync(join(service, path));
    if (way === 'eject') expect(ours('eject', path).code).toBe(0);
    expect(ours('resync', ...(way === 'take over' ? ['--take-over'] : []))).toMatchObject({
      code: 0,
      err: '',
    });
    expect(ours('check').code).toBe(0);
  },
);

test('files that collide are shown as diffs before any write; taken over, their content is kept', () => {
  const folder = emptyFolder();
  for (const path of ['Dockerfile', 'compose.yaml']) writeFileSync(join(folder, path), 'theirs\n');
  const create = (...words: string[]) =>
    run(
      'create-gitops-service',
      ['.', '--name', 'orders', '--yes', '--no-install', '--no-git', '--take-over', ...words],
      folder,
    );
  const before = listing(folder);
  expect(create('--dry-run')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(
      /# Dockerfile: taken over\n--- a\/Dockerfile\n[^]*-theirs\n\+[^]*# compose\.yaml: taken over/,
    ),
  });
  expect(listing(folder)).toEqual(before);
  expect(create()).toMatchObject({
    code: 0,
    out: expect.stringMatching(/# Dockerfile: taken over\n[^]*-theirs/),
  });
  expect(run('gitops-service', ['rescued'], folder).out).toMatch(
    /7 bytes\n {2}Dockerfile {2}was taken over.*\n {2}compose\.yaml {2}was taken over/,
  );
  expect(run('gitops-service', ['check'], folder).code).toBe(0);
});

test('conflict markers in the config are named before anything else', () => {
  const service = aService();
  edit(service, '.projenrc.ts', 'new GitOps', '<<<<<<< HEAD\n=======\n>>>>>>> x\nnew GitOps');
  expect(run('gitops-service', ['check'], service)).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /\.projenrc\.ts has merge conflict markers on line \d+[^]*npx projen/,
    ),
  });
});

test('explain lists every way in which a service is customised', () => {
  const service = aService();
  edit(
    service,
    '.projenrc.ts',
    "import { GitOpsService } from 'create-gitops-service';",
    "import { GitOpsService } from 'create-gitops-service';\nimport { JsonFile } from 'create-gitops-service/projen';",
  );
  edit(
    service,
    '.projenrc.ts',
    'new GitOpsService({',
    'const service = new GitOpsService({\n  customize: ' +
      "(files) => files.filter(({ path }) => path !== '.github/dependabot.yml').map((file) " +
      "=> (file.path === 'compose.yaml' ? { ...file, executable: true } : file)),",
  );
  edit(
    service,
    '.projenrc.ts',
    '}).synth();',
    "});\nnew JsonFile(service, '.vscode/settings.json', { obj: { a: 1 } });\nservice.synth();",
  );
  writeFileSync(join(service, 'k8s/overlays/prod/custom/tolerations.yaml'), 'a: 1\n');
  expect(run('gitops-service', ['resync'], service)).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(run('gitops-service', ['explain', '--json'], service).out)).toEqual({
    customised: [
      { way: 'in a custom/ folder', paths: ['k8s/overlays/prod/custom/tolerations.yaml'] },
      { way: 'changed by customize', paths: ['compose.yaml'] },
      { way: 'removed by customize', paths: ['.github/dependabot.yml'] },
      { way: 'from a projen component', paths: ['.vscode/settings.json'] },
    ],
  });
  expect(run('gitops-service', ['explain', 'compose.yaml'], service).out).toContain(
    'changed by customize',
  );
});
