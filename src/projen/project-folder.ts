import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { isThere } from '../disk/what-is-at.ts';
import { existingFolder } from '../git/no-repository.ts';
import { known } from '../git/answer.ts';
import { topLevelOf } from '../git/top-level.ts';
import { requireOwn } from '../git/require-own.ts';
import { paths } from '../plan/paths.ts';
import { version } from '../version.ts';
import { outsideOf, refuseOutside } from '../write/outside-checkout.ts';
import { inventoryFor } from '../write/resync.ts';
import { decidingEntries, gitEntries, packageEntries } from './deciding-entries.ts';

/**
 * A folder of which is known that nobody but its user decides what is run
 * and trusted there. Only this module makes one, and no config runs without it.
 */
export type ProjectFolder = string & { readonly [checked]: true };
declare const checked: unique symbol;

/**
 * The nearest folder with a config file, from this one up to the top
 * of its git repository; outside of a repository only this one.
 */
export function projectFolder(start: string): ProjectFolder {
  const here = realPlace(start);
  const top = knownTop(here);
  const folders = foldersUp(here, top);
  const found = folders.find((folder) => isThere(join(folder, paths.config)));
  refuseConfigsOutside(
    found === undefined ? folders : folders.slice(0, folders.indexOf(found)),
    top,
  );
  if (found !== undefined) return knownFolder(checkedFolder(found, top));
  const last = folders.at(-1) ?? here;
  throw new UserError(
    `no ${paths.config} found in ${here}` +
      (last === here ? '' : ` or its parent folders up to ${last}, the top of its git repository`),
    { hint: 'To create a service here: npx create-gitops-service .' },
  );
}

/** The folder itself, which may not exist yet, refused where others decide what is run and trusted there. */
export function trustFolder(folder: string): ProjectFolder {
  const place = realPlace(folder);
  const top = knownTop(existingFolder(folder));
  checkedFolder(place, top);
  if (!isThere(join(place, paths.config))) refuseConfigsOutside([place], top);
  return folder as ProjectFolder;
}

/** Refuses to look further up, or to make a new one, where a config is only not checked out. */
function refuseConfigsOutside(folders: readonly string[], top: ReturnType<typeof knownTop>): void {
  if (top.kind === 'no' || folders.length === 0) return;
  const start = realPlace(top.folder);
  const configs = folders.map((folder) =>
    relative(start, join(folder, paths.config)).split(sep).join('/'),
  );
  refuseOutside(outsideOf(start), configs);
}

/** Whatever is done in a folder, it is done by a tool that is no older than the one that wrote there. */
function knownFolder(folder: ProjectFolder): ProjectFolder {
  inventoryFor(folder, version());
  return folder;
}

function checkedFolder(folder: string, top: ReturnType<typeof knownTop>): ProjectFolder {
  const folders = foldersUp(folder, top);
  const last = folders.at(-1) ?? folder;
  requireOwn(last, {
    own: [...decidingEntries(folders), ...(top.kind === 'yes' ? gitEntries(top) : [])],
    handedOver: packageEntries(folder),
    distrust: top.kind === 'yes' ? top.distrust : undefined,
  });
  return folder as ProjectFolder;
}

const knownTop = (folder: string) =>
  known(topLevelOf(folder), `which git repository ${folder} is in`);

/** A folder and those above it, up to the top of the working tree. */
function foldersUp(folder: string, top: ReturnType<typeof knownTop>): readonly string[] {
  if (top.kind === 'no') return [folder];
  const steps = relative(realPlace(top.folder), folder).split(sep);
  if (steps[0] === '..') return [folder];
  return steps.reduce<readonly string[]>(
    (folders, step) => (step === '' ? folders : [...folders, dirname(folders.at(-1) ?? folder)]),
    [folder],
  );
}

/** The path without links; what does not exist yet is put behind the part that does. */
function realPlace(folder: string): string {
  const known = existingFolder(folder);
  return join(realpathSync.native(known), relative(known, folder));
}
