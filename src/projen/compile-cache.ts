import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ownedAt, ownedBelow } from '../disk/owned-at.ts';
import { whatIsAt } from '../disk/what-is-at.ts';
import type { Owned } from '../disk/owners.ts';
import { areOwn } from '../git/require-own.ts';

/**
 * The folder in which the compiled config is kept: what is in it is run without another look at
 * the config. There is none where nothing is installed, because the usual folder for that is
 * shared with everybody, nor where a link or somebody else's file is in the way.
 */
export function compileCache(root: string): string | false {
  const packages = join(root, 'node_modules');
  if (whatIsAt(packages).kind !== 'folder') return false;
  const place = realpathSync(packages);
  const cache = join(place, '.cache/jiti');
  const found: readonly Owned[] = [
    ...ownedAt(place),
    ...ownedAt(join(place, '.cache')),
    ...ownedAt(cache),
    ...ownedBelow(cache),
  ];
  return found.every(({ kind }) => kind !== 'link') && areOwn(found) ? cache : false;
}
