import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { leave } from '../../src/write/leave.ts';
import { eject } from '../../src/write/records.ts';
import { readRescuedContents } from '../../src/write/rescued-contents.ts';
import { resync } from '../../src/write/resync.ts';
import { build } from '../kustomize/binary.ts';
import { treeOf } from '../write/helpers.ts';
import { type Service, options, configs } from './leave-helpers.ts';

async function aService(body: string, more = ''): Promise<Service> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'leave-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const source =
    "import { GitOpsService } from 'create-gitops-service';\n" +
    "import { JsonFile } from 'create-gitops-service/projen';\n" +
    "const project = new GitOpsService({ name: 'orders', repository: " +
    `'https://github.com/acme/orders', ${body} });\n${more}\nproject.synth();\n`;
  writeFileSync(join(root, '.projenrc.ts'), source);
  const { files: generated } = await runConfig(trustFolder(root));
  resync(root, generated, options);
  return {
    root,
    left: async () => {
      const { files: standalone } = await runConfig(trustFolder(root), undefined, 'standalone');
      return leave(root, {
        generated,
        standalone,
        goes: ['.projen/tasks.json', '.projenrc.ts'],
        toolVersion: '1.2.3',
      });
    },
  };
}

const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();

const overlays = (root: string): Promise<unknown[]> =>
  Promise.all(
    readdirSync(join(root, 'k8s/overlays'))
      .sort()
      .map((name) => build(join(root, 'k8s/overlays', name))),
  );

const mentions = (root: string): string[] =>
  filesIn(root)
    .filter((path) => !path.startsWith('.gitops/rescued/'))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .filter((line) => /projen|gitops-service|the generator|Generated from/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );

test.each(Object.entries(configs))(
  'a service with %s that is left builds the same objects, and names no command of ours',
  async (_, body) => {
    const { root, left } = await aService(
      body,
      "new JsonFile(project, 'extra.json', { obj: { a: 1 } });",
    );
    const before = await overlays(root);
    await left();
    expect(await overlays(root)).toEqual(before);
    // The name of a ruleset on GitHub: another one would be made beside it.
    expect(
      mentions(root).filter(
        (line) => !/scripts\/github-setup\.sh:.*name="create-gitops-service: \$1"/.test(line),
      ),
    ).toEqual([]);
    for (const path of ['.projenrc.ts', '.projen', '.gitops/inventory.json', '.gitops/lock'])
      expect(existsSync(join(root, path)), path).toBe(false);
    expect(JSON.parse(readFileSync(join(root, 'extra.json'), 'utf8'))).toEqual({ a: 1 });
    const workflows = filesIn(join(root, '.github/workflows'))
      .map((name) => readFileSync(join(root, '.github/workflows', name), 'utf8'))
      .join('');
    expect(workflows).toMatch(/\.\/scripts\/release\.sh set-image dev .* --push$/m);
    expect(workflows).toMatch(
      /\.\/scripts\/release\.sh promote \w+ prod --if-released --verify-source --approved "\$\{GITHUB_SHA\}" --push/,
    );
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('*.secret.yaml');
    for (const path of filesIn(root).filter((name) => name.endsWith('.sh'))) {
      expect(spawnSync('bash', ['-n', join(root, path)]).status, path).toBe(0);
      expect(statSync(join(root, path)).mode & 0o111, path).not.toBe(0);
    }
    // The config is in no commit here, so it was rescued.
    expect(readRescuedContents(root).map(({ origins }) => origins[0]?.path)).toEqual([
      '.projenrc.ts',
    ]);
  },
);

test('what its owner wrote stays: edited samples, ejected files, keys of package.json', async () => {
  const { root, left } = await aService(configs.minimal);
  const manifest = join(root, 'package.json');
  const mine = {
    'README.md': '# mine\n',
    'src/app.ts': '// mine\n',
    'k8s/overlays/dev/custom/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: "" # mine\n',
  };
  for (const [path, text] of Object.entries(mine)) writeFileSync(join(root, path), text);
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace('"scripts": {', '"mine":   [1,2],\n  "scripts": {'),
  );
  const { files } = await runConfig(trustFolder(root));
  eject(root, files, { paths: ['compose.yaml'], undo: false, toolVersion: '1.2.3' });
  writeFileSync(join(root, 'compose.yaml'), 'services: {}\n');
  await left();
  for (const [path, text] of Object.entries({ ...mine, 'compose.yaml': 'services: {}\n' }))
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  const after = readFileSync(manifest, 'utf8');
  expect(after).toContain('"mine":   [1,2],');
  expect(
    Object.keys((JSON.parse(after) as { devDependencies: object }).devDependencies).sort(),
  ).toEqual(['@types/node', 'nodemon', 'oxlint', 'tsx', 'typescript', 'vite', 'vitest']);
});

test.each([
  [
    'an edited file',
    (root: string) => writeFileSync(join(root, 'Dockerfile'), 'mine\n'),
    'Dockerfile: drift',
  ],
  ['a missing file', (root: string) => rmSync(join(root, 'Dockerfile')), 'Dockerfile: missing'],
])('%s has to be settled first, and nothing is changed', async (_, edit, message) => {
  const { root, left } = await aService(configs.minimal);
  edit(root);
  const before = treeOf(root);
  await expect(left()).rejects.toThrow(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining(message) as string }),
  );
  expect(treeOf(root)).toEqual(before);
});

test('killed half way, leaving is run again', async () => {
  const [{ root, left }, other] = [
    await aService(configs.minimal),
    await aService(configs.minimal),
  ];
  await other.left();
  const halves = filesIn(other.root)
    .filter((path) => !path.startsWith('.gitops'))
    .filter((path, index) => index % 2 === 0 || ['.gitignore', 'package.json'].includes(path));
  for (const path of halves)
    writeFileSync(join(root, path), readFileSync(join(other.root, path)), {
      mode: statSync(join(other.root, path)).mode,
    });
  await left();
  for (const path of filesIn(other.root).filter((name) => !name.startsWith('.gitops')))
    expect(readFileSync(join(root, path), 'utf8'), path).toBe(
      readFileSync(join(other.root, path), 'utf8'),
    );
});
