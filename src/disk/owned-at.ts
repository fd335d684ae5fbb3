import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, unreadable } from './unreadable.ts';
import { namesIn } from './what-is-at.ts';
import type { Owned } from './owners.ts';

/**
 * What stands at a path: nothing where there is nothing; of a link each
 * link on its way, what it leads to, and the folder which holds that.
 */
export function ownedAt(path: string): readonly Owned[] {
  const entry = lookAt(path);
  if (entry?.kind !== 'link') return entry === undefined ? [] : [entry];
  return [...linksFrom(entry), ...targetOf(path)];
}

/** The same of everything in a folder; a link in it is not followed. */
export function ownedBelow(folder: string): readonly Owned[] {
  if (lookAt(folder)?.kind !== 'folder') return [];
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const entry = lookAt(path);
    return entry === undefined ? [] : [entry, ...ownedBelow(path)];
  });
}

const lookAt = (path: string): Owned | undefined => asOwned(path, lstatSync);

const asOwned = (path: string, look: (path: string) => Stats): Owned | undefined => {
  const stats = ask(path, () => look(path));
  return stats === undefined
    ? undefined
    : { path, kind: kindOf(stats), uid: stats.uid, mode: stats.mode };
};

const kindOf = (stats: Stats): Owned['kind'] =>
  stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : 'file';

/** A link and those that it leads to; the system gives up after 40, and so do we. */
function linksFrom(link: Owned, left = 40): readonly Owned[] {
  const next = ask(link.path, () => resolve(dirname(link.path), readlinkSync(link.path)));
  const entry = next === undefined || left === 0 ? undefined : lookAt(next);
  return entry?.kind === 'link' ? [link, ...linksFrom(entry, left - 1)] : [link];
}

function targetOf(path: string): readonly Owned[] {
  const target = asOwned(path, statSync);
  if (target === undefined) return [];
  // What has no name of its own, such as a pipe, has no folder either.
  const real = ask(path, () => realpathSync(path));
  if (real === undefined) return [target];
  const folder = asOwned(dirname(real), statSync);
  return [{ ...target, path: real }, ...(folder === undefined ? [] : [folder])];
}

/** What the disk says, or undefined where there is nothing; any other failure is no answer. */
function ask<Result>(path: string, question: () => Result): Result | undefined {
  try {
    return question();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}
