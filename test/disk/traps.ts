import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Puts something that must not be read as a file in the place of a path. */
type Trap = (root: string, path: string) => void;

/** What can stand where a file is expected, and what is said of it. */
export const traps: readonly (readonly [name: string, trap: Trap, reason: string])[] = [
  ['a link to a device', linkTo('/dev/zero'), 'is a symbolic link, and links are not followed'],
  ['a link to a file', linkTo('/etc/hostname'), 'is a symbolic link, and links are not followed'],
  ['a link to itself', linkTo('b.yaml'), 'is a symbolic link, and links are not followed'],
  ['a link to nothing', linkTo('/nowhere'), 'is a symbolic link, and links are not followed'],
  ['a pipe', onPath((file) => execFileSync('mkfifo', [file])), 'is neither a file nor a folder'],
  ['a folder', onPath((file) => mkdirSync(file)), 'is a folder, but must be a file'],
  ['a file of a terabyte', onPath(makeHuge), 'is larger than 64 MiB'],
];

function onPath(make: (file: string) => void): Trap {
  return (root, path) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { recursive: true, force: true });
    make(file);
  };
}

function linkTo(target: string): Trap {
  return onPath((file) => {
    symlinkSync(target, file);
  });
}

/** A file without content takes no room on the disk. */
function makeHuge(file: string): void {
  const handle = openSync(file, 'w');
  ftruncateSync(handle, 2 ** 40);
  closeSync(handle);
}
