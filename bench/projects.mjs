import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout whose build is measured. */
export const root = join(fileURLToPath(import.meta.url), '..', '..');
/** The version of projen on both sides. */
export const projenVersion = versionOf(join(root, 'node_modules/projen'));

/** A service with our package installed and no file written yet, from the text of its config. */
export function service(parent, name, config) {
  const folder = join(parent, name);
  install(join(folder, 'node_modules'));
  writeFileSync(join(folder, '.projenrc.ts'), config);
  return folder;
}

/** Puts files that are none of ours into a folder, in folders of their own and in some that we write to. */
export function addForeignFiles(folder, count) {
  const places = Array.from({ length: 500 }, (_, index) =>
    join(folder, index % 2 === 0 ? 'data' : 'docs', `part-${index}`),
  );
  for (const place of places) mkdirSync(place, { recursive: true });
  for (let index = 0; index < count; index += 1)
    writeFileSync(join(places[index % places.length], `${index}.txt`), `${index}\n`);
}

/**
 * Takes out of a folder all that our program wrote. Moved, not deleted:
 * some disks make files slowly for minutes after many were deleted.
 */
export function emptied(folder, aside) {
  const place = mkdtempSync(aside);
  for (const name of readdirSync(folder))
    if (!['node_modules', '.projenrc.ts'].includes(name))
      renameSync(join(folder, name), join(place, name));
}

/** A TypeScript project as `projen new` makes it, dependencies installed; made once and kept outside the tree. */
export function stock() {
  const cache = join(
    process.env.CREATE_GITOPS_SERVICE_CACHE ?? join(homedir(), '.cache/create-gitops-service'),
    `bench-stock-${projenVersion}`,
  );
  if (existsSync(cache)) return join(cache, 'stock');
  mkdirSync(join(cache, '..'), { recursive: true });
  const temporary = mkdtempSync(`${cache}-`);
  const folder = join(temporary, 'stock');
  mkdirSync(folder);
  const words = [
    '--yes',
    `projen@${projenVersion}`,
    'new',
    'typescript',
    '--name',
    'stock',
    '--projen-version',
    projenVersion,
    '--package-manager',
    'npm',
    '--no-git',
  ];
  const { status, stderr } = spawnSync('npx', words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`a stock projen project cannot be made: npx ${words.join(' ')}\n${stderr}`);
  renameSync(temporary, cache);
  return join(cache, 'stock');
}

/** The version of an installed package. */
export function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

function install(modules) {
  const own = join(modules, 'create-gitops-service');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const part of ['dist', 'templates', 'package.json'])
    cpSync(join(root, part), join(own, part), { recursive: true });
  for (const name of ['projen', 'constructs', 'jiti'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'dir');
  symlinkSync('../projen/bin/projen', join(modules, '.bin/projen'));
}
