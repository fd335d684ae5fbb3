import {
  mkdtempSync,
  readdirSync,
  realpathSync,
  writeFileSync,
  readFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { render } from '../../src/render/render.ts';
import { hosts, type Synthesis } from '../../src/projen/host.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { writeSynthesis } from '../../src/cli/resync-folder.ts';

const service = (body: string, options = ''): string => `
import { GitOpsService } from 'create-gitops-service';
import { Component, JsonFile, SampleFile, TextFile, YamlFile } from 'create-gitops-service/projen';
import { Project } from 'projen';
const project = new GitOpsService({ name: 'orders', repository: 'https://github.com/acme/orders', \
components: { server: {} }, ${options} });
if (!(project instanceof Project)) throw new Error('not a projen project');
${body}
project.synth();
`;

const folder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'components-')));
const fileOf = (synthesis: Synthesis, path: string) =>
  synthesis.files.find((file) => file.path === path);

test('files of components are files of ours, and nothing is written while they are described', async () => {
  const root = folder();
  const synthesis = await runConfig(
    trustFolder(root),
    service(`
    new JsonFile(project, 'extra.json', { obj: { a: 1 } });
    new YamlFile(project, 'extra.yaml', { obj: { a: 1 } });
    new TextFile(project, 'tool.ini', { lines: ['x=1'], executable: true });
    project.gitignore.exclude('/reports/');
  `),
  );
  expect(readdirSync(root)).toEqual([]);
  expect(fileOf(synthesis, 'extra.json')).toMatchObject({
    ownership: { kind: 'managed' },
    origin: { feature: 'projen component JsonFile' },
  });
  expect(fileOf(synthesis, 'extra.yaml')?.content).toEqual({ kind: 'text', text: 'a: 1\n' });
  expect(fileOf(synthesis, 'tool.ini')).toMatchObject({ executable: true });
  expect(fileOf(synthesis, '.gitignore')?.content).toMatchObject({
    text: expect.stringMatching(/\nnode_modules\/\n[^]*\n\/reports\/\n$/),
  });
  expect(fileOf(synthesis, '.projen/files.json')).toBeUndefined();
});

test('a file that a component wants without a marker has none, and others have ours', async () => {
  const synthesis = await runConfig(
    trustFolder(folder()),
    service(`
    new TextFile(project, 'plain.conf', { marker: false, lines: ['a=1'] });
    new TextFile(project, 'marked.conf', { lines: ['a=1'] });
  `),
  );
  const texts = ['plain.conf', 'marked.conf'].map(
    (path) => synthesis.files.filter((file) => file.path === path).map(render)[0],
  );
  expect(texts).toEqual(['a=1\n', expect.stringMatching(/^# Generated from [^\n]*\na=1\n$/)]);
});

test('components that write by themselves are harvested, samples as samples', async () => {
  const root = folder();
  const synthesis = await runConfig(
    trustFolder(root),
    service(`
    new SampleFile(project, 'notes/first.txt', { contents: 'yours' });
    class Own extends Component {
      synthesize() {
        const file = require('node:path').join(this.project.outdir, 'own.txt');
        require('node:fs').writeFileSync(file, 'own\\n');
      }
    }
    new Own(project);
  `),
  );
  expect(readdirSync(root)).toEqual([]);
  expect(synthesis.root).toBe(root);
  expect(fileOf(synthesis, 'notes/first.txt')?.ownership).toEqual({
    kind: 'sample',
    restored: false,
  });
  expect(fileOf(synthesis, 'own.txt')).toMatchObject({
    ownership: { kind: 'managed' },
    content: { text: 'own\n' },
  });
});

test('hooks run around the writes, and --no-post skips the last', async () => {
  const root = folder();
  const text = service(`
    class Hooks extends Component {
      preSynthesize() { globalThis.hooks = ['pre']; }
      postSynthesize() {
        const file = require('node:path').join(this.project.outdir, 'Dockerfile');
        globalThis.hooks.push(require('node:fs').existsSync(file) ? 'post' : 'too early');
      }
    }
    new Hooks(project);
  `);
  writeSynthesis(await runConfig(trustFolder(root), text), false);
  expect(Reflect.get(globalThis, 'hooks')).toEqual(['pre', 'post']);
  process.env['PROJEN_DISABLE_POST'] = 'true';
  try {
    writeSynthesis(await runConfig(trustFolder(root), text), false);
    expect(Reflect.get(globalThis, 'hooks')).toEqual(['pre']);
  } finally {
    delete process.env['PROJEN_DISABLE_POST'];
  }
});

test('a file that projen would overwrite without a word is a conflict', async () => {
  const root = folder();
  writeFileSync(join(root, 'extra.json'), '{}\n');
  const synthesis = await runConfig(
    trustFolder(root),
    service("new JsonFile(project, 'extra.json', { obj: { a: 1 } });"),
  );
  expect(() => writeSynthesis(synthesis, false)).toThrow('extra.json');
  expect(readFileSync(join(root, 'extra.json'), 'utf8')).toBe('{}\n');
  expect(readdirSync(root)).toEqual(['extra.json']);
});

test('files of subprojects are files of ours', async () => {
  const synthesis = await runConfig(
    trustFolder(folder()),
    service(
      "const web = new Project({ name: 'web', outdir: 'web', parent: project }); " +
        "new TextFile(web, 'hello.txt', { lines: ['hello'] });",
    ),
  );
  expect(fileOf(synthesis, 'web/hello.txt')).toMatchObject({ content: { text: 'hello' } });
});

test('customize has the last word', async () => {
  const synthesis = await runConfig(
    trustFolder(folder()),
    service('', "customize: (files) => files.filter((file) => file.path !== 'Dockerfile')"),
  );
  expect(fileOf(synthesis, 'Dockerfile')).toBeUndefined();
  expect(fileOf(synthesis, '.dockerignore')).toBeDefined();
});

test.each([
  [
    'a file of ours',
    "new TextFile(project, 'Dockerfile', { lines: [] });",
    'which is a generated file',
  ],
  ['a file outside', "new TextFile(project, '../out.txt', { lines: [] });", 'out.txt'],
])('a component may not write %s', async (_, body, message) => {
  await expect(runConfig(trustFolder(folder()), service(body))).rejects.toThrow(message);
});

test('a config file that is run by itself writes its files', async () => {
  const root = folder();
  mkdirSync(join(root, 'inner'));
  const { GitOpsService } = await import('../../src/index.ts');
  expect(hosts.getStore()).toBeUndefined();
  new GitOpsService({
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    components: { server: {} },
    outdir: root,
  }).synth();
  expect(readdirSync(root)).toContain('Dockerfile');
});
