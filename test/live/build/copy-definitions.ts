import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cacheFolder } from '../../judges/install.ts';
import { run } from '../../judges/process.ts';
import { definitions, filesOf, type Definitions } from './definitions.ts';

/**
 * Copies the custom resource definitions out of Go's modules, a folder for
 * each project, unless the cache has them; gives their folder.
 */
export async function copyDefinitions(say: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), `live-definitions-${keyOfSources()}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  await Promise.all(
    Object.entries(definitions).map(async ([name, one]) => {
      const target = join(making, name);
      mkdirSync(target, { recursive: true });
      for (const file of filesOf(await downloaded(one), one))
        writeFileSync(join(target, basename(file)), withoutTemplates(readFileSync(file, 'utf8')));
    }),
  );
  renameSync(making, folder);
  say(`definitions of ${Object.keys(definitions).join(', ')} copied`);
  return folder;
}

async function downloaded({ module, version }: Definitions): Promise<string> {
  // Outside of any module, whose own versions Go would ask for otherwise.
  const { code, stdout, stderr } = await run(
    ['go', 'mod', 'download', '-json', `${module}@${version}`],
    { cwd: tmpdir(), env: { GOFLAGS: '-mod=mod' } },
  );
  const { Dir, Error: problem } = JSON.parse(stdout === '' ? '{}' : stdout) as {
    Dir?: string;
    Error?: string;
  };
  if (code !== 0 || Dir === undefined)
    throw new Error(`${module}@${version} is not to be had: ${problem ?? stderr}`);
  return Dir;
}

/** Some definitions are Helm templates around the real thing: their lines with braces only choose and label. */
const withoutTemplates = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\s*\{\{/.test(line) && !/^\s*[\w./-]+: .*\{\{-? /.test(line))
    .join('\n');

const keyOfSources = (): string =>
  ['copy-definitions.ts', 'definitions.ts']
    .reduce(
      (hash, name) => hash.update(readFileSync(join(import.meta.dirname, name))),
      createHash('sha256'),
    )
    .digest('hex')
    .slice(0, 12);
