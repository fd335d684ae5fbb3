import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import type { TestProject } from 'vitest/node';
import { isBuilt } from '../../scripts/build-stamp.mjs';
import { bundle } from '../../scripts/bundle.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** A node_modules folder that holds the packed tarball and its dependencies. */
    installed: string;
    /** `serve.ts` as a program, where there are named pipes. */
    served: string | undefined;
  }
}

/** Packs the package once and lays it out as an installation would. */
export default async function pack(project: TestProject): Promise<() => void> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'packed-'));
  fs.chmodSync(folder, 0o755); // also for tests that run it as another user
  const root = project.config.root;
  if (!isBuilt(root))
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'pipe' });
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32', // where npm is a script
    }),
  ) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  fs.moveSync(join(folder, 'package'), join(modules, 'create-gitops-service'));
  for (const dependency of ['projen', 'constructs', 'jiti'])
    fs.copySync(join(root, 'node_modules', dependency), join(modules, dependency));
  // On Windows npm writes scripts instead, for which no test asks.
  if (process.platform !== 'win32') linkProgram(modules);
  project.provide('installed', modules);
  project.provide('served', process.platform === 'win32' ? undefined : await server(root, folder));
  return () => fs.removeSync(folder);
}

/** What `npx gitops-service` starts. */
function linkProgram(modules: string): void {
  const program = join('..', 'create-gitops-service', 'dist', 'gitops-service.js');
  fs.ensureDirSync(join(modules, '.bin'));
  fs.symlinkSync(program, join(modules, '.bin', 'gitops-service'));
}

/** Bundles the server into a package of its own, which looks like ours. */
async function server(root: string, folder: string): Promise<string> {
  const place = join(folder, 'served');
  await bundle(root, {
    write: true,
    entryPoints: { serve: 'test/package/serve.ts' },
    outdir: join(place, 'dist'),
  });
  for (const name of ['docs', 'package.json'])
    fs.copySync(join(folder, 'node_modules/create-gitops-service', name), join(place, name));
  return join(place, 'dist/serve.js');
}
