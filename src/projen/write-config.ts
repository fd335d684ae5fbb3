import { entryAt } from '../disk/entry-at.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { replaceFiles } from '../write/apply.ts';
import { refuseConcurrentEdit } from '../write/concurrent-edit.ts';
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

/** Replaces the text of the config file at once, unless somebody saved another one meanwhile. */
export function replaceConfig(root: string, before: Buffer, after: Buffer): void {
  withLock(root, () => {
    const entry = entryAt(root, paths.config);
    const mode = entry.kind === 'file' ? entry.mode & 0o777 : 0o644;
    replaceFiles(root, [{ path: paths.config, bytes: after, mode }], {
      beforeMove: (folders, path) => refuseConcurrentEdit(folders, { path, before }),
    });
  });
}
