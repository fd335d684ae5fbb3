import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer } from '../../src/cli/answer.ts';
import { listReleases } from '../../src/cli/releases.ts';
import { obtainCertificate } from '../../src/cli/secrets/certificate.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { UserError } from '../../src/errors.ts';
import { compileCache } from '../../src/projen/compile-cache.ts';
import { GitOpsService } from '../../src/projen/gitops-service.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { makePlan } from '../plan/make-plan.ts';
import { emptyFolder, giveAway, isRoot, takeBack, write } from './a-project.ts';

const input = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: { port: 3000 } },
} as const;
const text =
  "import { GitOpsService } from 'create-gitops-service';\n" +
  `new GitOpsService(${JSON.stringify(input)}).synth();\n`;

const refusal = async (work: () => unknown): Promise<UserError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

/** A folder with the config and the cache that running it leaves. */
async function aCachedProject(): Promise<{ root: string; cache: string; file: string }> {
  const root = emptyFolder();
  write(root, '.projenrc.ts', text);
  mkdirSync(join(root, 'node_modules'));
  await runConfig(trustFolder(root));
  const cache = join(root, 'node_modules/.cache/jiti');
  const [name = ''] = readdirSync(cache);
  return { root, cache, file: join(cache, name) };
}

test('the compiled config is kept beside the packages, and nowhere without them', async () => {
  const { root, cache } = await aCachedProject();
  expect(compileCache(root)).toBe(cache);
  const bare = emptyFolder();
  expect(compileCache(bare)).toBe(false);
  write(bare, '.projenrc.ts', text);
  const temporary = emptyFolder();
  const { TMPDIR } = process.env;
  Object.assign(process.env, { TMPDIR: temporary, JITI_FS_CACHE: 'true' });
  await runConfig(trustFolder(bare));
  delete process.env['JITI_FS_CACHE'];
  delete process.env['TMPDIR'];
  if (TMPDIR !== undefined) process.env['TMPDIR'] = TMPDIR;
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(bare)).toEqual(['.projenrc.ts']);
});

test('compiled text that others could change is not run', async () => {
  const { root, cache, file } = await aCachedProject();
  const compiled = readFileSync(file, 'utf8');
  writeFileSync(file, `globalThis.poisoned = true;${compiled}`);
  const isRun = async (): Promise<boolean> => {
    Reflect.deleteProperty(globalThis, 'poisoned');
    await runConfig(trustFolder(root));
    return Reflect.has(globalThis, 'poisoned');
  };
  // Whoever may write there runs what he likes, which is why nobody else may.
  expect(await isRun()).toBe(true);
  for (const path of [file, cache, join(root, 'node_modules/.cache')]) {
    giveAway(path);
    expect(await isRun(), path).toBe(false);
    takeBack(path);
  }
  const linked = emptyFolder();
  write(linked, '.projenrc.ts', text);
  mkdirSync(join(linked, 'node_modules'));
  symlinkSync(join(root, 'node_modules/.cache'), join(linked, 'node_modules/.cache'));
  expect(compileCache(linked)).toBe(false);
});

test('a certificate that others could change is not sealed with', async () => {
  const folder = emptyFolder();
  const cert = join(folder, 'prod.pem');
  const link = join(emptyFolder(), 'prod.pem');
  writeFileSync(cert, 'no certificate\n');
  symlinkSync(cert, link);
  const plan = makePlan(parseConfig(input));
  const seal = (file: string) =>
    refusal(() =>
      obtainCertificate(folder, plan, { environment: 'dev', cert: file, context: undefined }),
    );
  expect((await seal(cert)).message).toMatch(/is not a certificate/);
  for (const path of [cert, folder]) {
    giveAway(path);
    for (const file of [cert, link])
      expect(await seal(file)).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`\n  ${path} `),
      });
    takeBack(path);
  }
  // What has no name is the caller's alone.
  appendFileSync(cert, '');
  expect((await seal('/dev/null')).message).toMatch(/dev\/null/);
});

test('a config file that runs by itself writes nothing into a folder of others', async () => {
  const folder = emptyFolder();
  giveAway(folder);
  const refused = await refusal(() => new GitOpsService({ ...input, outdir: folder }).synth());
  expect(refused).toMatchObject({ exitCode: 3, message: expect.stringContaining(folder) });
  expect(readdirSync(folder)).toEqual([]);
});

test('create refuses a folder that everybody may write to, and says how to close it', async () => {
  const folder = emptyFolder();
  chmodSync(folder, 0o777);
  const create = () => answer('create-gitops-service', [folder, '--yes', '--no-install']);
  const refused = await refusal(create);
  expect(refused.exitCode).toBe(3);
  expect(refused.hint).toContain(`chmod o-w ${folder}\n`);
  expect(readdirSync(folder)).toEqual([]);
});

test('a clone that is named with --repo is not used where others could change it', async () => {
  const [here, other] = [emptyFolder(), emptyFolder()];
  write(here, '.projenrc.ts', text);
  giveAway(other);
  for (const withConfig of [false, true]) {
    if (withConfig) write(other, '.projenrc.ts', "throw new Error('it ran');\n");
    const refused = await refusal(() => listReleases(here, other));
    expect(refused).toMatchObject({ exitCode: 3, message: expect.stringContaining(other) });
  }
});

test('what sudo is called with is the caller’s own', async ({ skip }) => {
  skip(!isRoot, 'only root can give a folder to another user');
  const folder = emptyFolder();
  write(folder, '.projenrc.ts', text);
  giveAway(folder);
  process.env['SUDO_UID'] = '65534';
  expect(trustFolder(folder)).toBe(folder);
  process.env['SUDO_UID'] = '65533';
  expect((await refusal(() => trustFolder(folder))).message).toContain('belongs to nobody');
  delete process.env['SUDO_UID'];
});
