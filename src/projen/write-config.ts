import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../plan/paths.ts';

/** Writes the config file, whole or not at all, and never over one that exists. */
export function writeConfig(root: string, text: string): void {
  const target = join(root, paths.config);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    linkSync(temporary, target); // unlike a rename, it fails when somebody was faster
  } finally {
    rmSync(temporary, { force: true });
  }
}
