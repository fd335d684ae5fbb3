import { readdirSync, rmSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isTemporary } from '../domain/file-paths.ts';

/**
 * Removes the temporary files that a killed run left in a folder
 * and below; call it only while no other run writes there.
 */
export function sweep(folder: string): void {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && isTemporary(entry.name)) rmSync(path, { force: true });
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') sweep(path);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // A folder that we may not read is one that we never wrote to.
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'ENOENT')
    )
      return [];
    throw error;
  }
}
