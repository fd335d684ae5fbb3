import { bytesAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { removeFiles } from '../write/place-files.ts';
import { parseManifest, type Values } from './plain-secret.ts';

/** What became of a plain file that was to be deleted. */
export interface Removal {
  readonly path: string;
  /** Why it is still there; nothing when it was deleted. */
  readonly kept: string | undefined;
}

/** What the deletion of a plain file depends on. */
export interface PlainFile {
  readonly path: string;
  /** Its bytes before anything was sealed. */
  readonly before: Buffer | undefined;
  /** The values that stand sealed now, and were seen in this run. */
  readonly standing: Values;
}

/** Deletes a plain file if it holds nothing but values that stand sealed; nothing where there is no file. */
export function removePlain(root: string, file: PlainFile): Removal | undefined {
  const now = bytesAt(root, file.path);
  if (now === undefined) return undefined;
  const kept = reasonToKeep(now, file);
  if (kept === undefined) removeFiles(root, [file.path]);
  return { path: file.path, kept };
}

function reasonToKeep(now: Buffer, { path, before, standing }: PlainFile): string | undefined {
  if (before?.equals(now) !== true) return 'it changed during the run';
  try {
    const { written } = parseManifest(utf8(now, path), path);
    const open = written.filter(([key, value]) => standing.get(key)?.equals(value) !== true);
    return open.length === 0
      ? undefined
      : unsealed(
          open.map(([key]) => key),
          standing,
        );
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function unsealed(keys: readonly string[], standing: Values): string {
  const [other, missing] = [
    keys.filter((key) => standing.has(key)),
    keys.filter((key) => !standing.has(key)),
  ].map((some) => [...new Set(some)].join(', '));
  return [
    ...(missing === '' ? [] : [`its value of ${String(missing)} was not sealed in this run`]),
    ...(other === '' ? [] : [`it has another value of ${String(other)} than what is sealed`]),
  ].join('; ');
}
