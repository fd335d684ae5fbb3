import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { version } from '../version.ts';
import { inventoryFor } from '../write/resync.ts';

/** The nearest folder, from this one upwards, that holds a config file. */
export function projectFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, paths.config))) return known(folder);
    if (folder === dirname(folder)) break;
  }
  throw new UserError(`no ${paths.config} found in ${start} or its parent folders`, {
    hint: 'To create a service here: npx create-gitops-service .',
  });
}

/** Whatever is done in a folder, it is done by a tool that is no older than the one that wrote there. */
function known(folder: string): string {
  inventoryFor(folder, version());
  return folder;
}
