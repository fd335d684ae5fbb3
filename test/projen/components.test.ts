import {
  mkdtempSync,
  readdirSync,
  realpathSync,
  writeFileSync,
  readFileSync,
  mkdirSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { render } from '../../src/render/render.ts';
import { hosts, type Synthesis } from '../../src/projen/host.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { writeSynthesis } from '../../src/cli/foresee.ts';

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

test.each([
  [
    "writeFileSync(join(outdir, 'a.png'), Buffer.from([0x89, 0x50, 0xff]))",
    'a.png, which is not UTF-8',
  ],
  ["symlinkSync('/etc/hostname', join(outdir, 'a'))", 'a, which is a symbolic link'],
  ["execFileSync('mkfifo', [join(outdir, 'a')])", 'a, which is neither a file nor a folder'],
  [
    "writeFileSync(Buffer.concat([Buffer.from(outdir + '/a'), Buffer.from([0xff])]), 'x')",
    'which has a name that is not UTF-8',
  ],
])(
  'what a component writes and nobody could write again is refused: %s',
  async (write, message) => {
    const body = `
    class Writer extends Component {
      synthesize() { const { outdir } = this.project; ${write}; }
    }
    new Writer(project);
  `;
    const imports =
      "import { execFileSync } from 'node:child_process';\n" +
      "import { symlinkSync, writeFileSync } from 'node:fs';\nimport { join } from 'node:path';\n";
    await expect(runConfig(trustFolder(folder()), imports + service(body))).rejects.toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringMatching(
          new RegExp(`^projen component Writer writes .*${message}`),
        ) as string,
      }),
    );
  },
);

test('text that a component or customize gives, and that has no bytes, is refused', async () => {
  const root = folder();
  const cut = "new TextFile(project, 'a.txt', { lines: ['cut \\ud83d'] });";
  const added =
    "customize: (files) => [...files, { ...files[0], path: 'b.txt', " +
    "content: { kind: 'text', text: 'cut \\ud83d' } }],";
  for (const [body, options, line] of [
    [cut, '', 'writes half of a surrogate pair, which is no text, to a.txt'],
    ['', added, '"b.txt": content.text contains half of a surrogate pair, which is no text'],
  ] as const)
    await expect(runConfig(trustFolder(root), service(body, options))).rejects.toThrow(line);
  expect(readdirSync(root)).toEqual([]);
});

describe('the bytes of a config', () => {
  const text = service('');

  test('may start with a byte order mark', async () => {
    const root = folder();
    writeFileSync(join(root, '.projenrc.ts'), `\ufeff${text}`);
    expect((await runConfig(trustFolder(root))).files.length).toBeGreaterThan(10);
  });

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'is not UTF-8'],
    ['latin1', Buffer.from(`// gr\u00fcn\n${text}`, 'latin1'), 'is not UTF-8'],
  ])('are UTF-8, and not %s', async (_, bytes, message) => {
    const root = folder();
    writeFileSync(join(root, '.projenrc.ts'), bytes);
    await expect(runConfig(trustFolder(root))).rejects.toThrow(`.projenrc.ts ${message}`);
  });

  test('stand in a file, and not behind a link', async () => {
    const root = folder();
    writeFileSync(join(root, 'real.ts'), text);
    symlinkSync('real.ts', join(root, '.projenrc.ts'));
    await expect(runConfig(trustFolder(root))).rejects.toThrow('.projenrc.ts is a symbolic link');
  });
});
