import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig } from '../rig/rig.ts';

/**
 * Everything of the machine's root at its place, and one folder more. What
 * the folder's path begins with is not the machine's: below `/run` there is
 * then nothing else.
 */
const script = `
set -e
root=$1 target=$2 source=$3
shift 3
mount -t tmpfs none "$root"
mkdir -p "$root$target"
for entry in /*; do
  [ ! -e "$root$entry" ] || continue
  if [ -L "$entry" ]; then
    cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ]; then
    mkdir "$root$entry"
    mount --rbind "$entry" "$root$entry"
  fi
done
mount --bind "$source" "$root$target"
exec chroot "$root" "$@"
`;

/** The command of a program that finds `source` at `target`, a path that is fixed in it; nobody else sees it. */
export function inPrivateRoot(
  rig: Rig,
  name: string,
  { source, target }: { readonly source: string; readonly target: string },
  command: readonly string[],
): readonly string[] {
  const root = join(rig.folder, 'roots', name);
  mkdirSync(root, { recursive: true });
  return ['unshare', '--mount', 'sh', '-c', script, name, root, target, source, ...command];
}

/** A folder for the files of a controller. */
export function controllerFolder(rig: Rig, name: string): string {
  const folder = join(rig.folder, 'controllers', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
