import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDS_FOLDER } from '../../src/domain/file-paths.ts';
import { parseOwner, ownerText } from '../../src/write/lock-owner.ts';
import { interceptWrites } from './intercept.ts';

/**
 * Has the work die ahead of its n-th call that changes the disk: no later call of it
 * does anything, those that would tidy up included. Says how many there were.
 */
export function killedAt(moment: number, root: string, work: () => unknown): number {
  let calls = 0;
  const undo = interceptWrites(() => {
    calls += 1;
    if (calls >= moment) throw new Killed();
  });
  try {
    work();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  } finally {
    undo();
  }
  bury(root);
  return calls;
}

class Killed extends Error {}

/** The locks of a process that lives on say that it died. */
function bury(root: string): void {
  for (const name of namesIn(join(root, RECORDS_FOLDER))) {
    const file = join(root, RECORDS_FOLDER, name);
    const owner = name.startsWith('lock') ? parseOwner(readFileSync(file, 'utf8')) : undefined;
    if (owner !== undefined) writeFileSync(file, ownerText({ ...owner, started: 'long ago' }));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
