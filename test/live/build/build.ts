import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../judges/install.ts';
import { run } from '../../judges/process.ts';
import { programs, type Program } from './programs.ts';

const sources = import.meta.dirname;

/** Compiling needs the packages of Kubernetes, Argo CD and the operators, compiled, beside the sources of all. */
const gigabytesNeeded = 14;

/**
 * Compiles the programs of the live cluster unless the cache has them, and
 * gives their folder. Its name is a hash of the modules, our own programs and
 * the version of Go, so that what is there is what would be made. The build
 * cache of Go is a folder of its own, which goes once everything is made;
 * after an interruption the next run goes on with it.
 *
 * Throws where Go is missing, the disk is too small, or something does not
 * compile.
 */
export async function buildPrograms(say: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), `live-programs-${await keyOfSources()}`);
  if (existsSync(folder)) return folder;

  requireDisk();
  const goCache = join(cacheFolder(), 'live-go-cache');
  const making = `${folder}.making`;
  mkdirSync(making, { recursive: true });
  for (const program of programs) {
    const start = performance.now();
    if (!(await compile(program, making, goCache))) continue;
    say(`${program.name} compiled in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  renameSync(making, folder);
  rmSync(goCache, { recursive: true, force: true });
  return folder;
}

/** Compiles a program unless an interrupted run did; says whether it had to. */
async function compile(program: Program, folder: string, goCache: string): Promise<boolean> {
  const target = join(folder, program.name);
  if (existsSync(target)) return false;
  const variables = Object.entries(program.variables ?? {}).map(
    ([name, value]) => `-X ${name}=${value}`,
  );
  const flags = ['-s', '-w', ...variables].join(' ');
  const temporary = `${target}.part`;
  const { code, stderr } = await run(
    ['go', 'build', '-ldflags', flags, '-o', temporary, program.package],
    {
      cwd: join(sources, program.module),
      env: {
        CGO_ENABLED: '0',
        GOCACHE: goCache,
        GOFLAGS: '-trimpath -buildvcs=false',
        GOTOOLCHAIN: 'local',
      },
    },
  );
  if (code !== 0) throw new Error(`${program.name} does not compile:\n${stderr.slice(-4000)}`);
  renameSync(temporary, target);
  return true;
}

async function keyOfSources(): Promise<string> {
  const { stdout } = await run(['go', 'version']).catch(() => {
    throw new Error(
      'Go 1.26.7 or newer compiles the live cluster; get it from https://go.dev/dl and put "go" on the PATH.',
    );
  });
  const hash = createHash('sha256').update(stdout);
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(?:go|mod|sum)$/.test(path) || path === 'programs.ts')
      hash.update(path).update(readFileSync(join(sources, path)));
  return hash.digest('hex').slice(0, 12);
}

/** Says before, and not in the middle, that the disk is too small. */
function requireDisk(): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const { bavail, bsize } = statfsSync(cacheFolder());
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytesNeeded) return;
  throw new Error(
    `Compiling the live cluster takes ${String(gigabytesNeeded)} GB below ${cacheFolder()}, most of it only for a ` +
      `while, and ${free.toFixed(1)} GB are free. Free some, or name another folder with CREATE_GITOPS_SERVICE_CACHE.`,
  );
}
