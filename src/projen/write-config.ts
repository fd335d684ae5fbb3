import { entryAt } from '../disk/entry-at.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { replaceFiles } from '../write/apply.ts';
import { withLock } from '../write/lock.ts';

/** Writes the config file, whole or not at all, and never over one that exists. */
export function writeConfig(root: string, text: string): void {
  withLock(root, () => {
    if (entryAt(root, paths.config).kind !== 'absent')
      throw new UserError(`${paths.config} was created by another process meanwhile`, {
        exitCode: 3,
        hint: 'Run the same command again: it uses the existing file.',
      });
    replaceFiles(root, [{ path: paths.config, bytes: Buffer.from(text), mode: 0o644 }]);
  });
}
