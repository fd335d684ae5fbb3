import { InternalError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import type { Around } from './around.ts';
import type { Carried } from './carried-releases.ts';
import type { Change } from './change.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import type { Found, Snapshot } from '../disk/snapshot.ts';

/** One wanted file, what stands there, and what we remember of it. */
export interface Situation {
  readonly spec: FileSpec;
  readonly found: Found;
  readonly entry: InventoryEntry | undefined;
  /** What moves into it, if it is a release file. */
  readonly carried: Carried | undefined;
  readonly around: Around;
}

/** What the snapshot says; a path that was not asked for, or not read, is a bug, not an absent file. */
export function foundAt(snapshot: Snapshot, path: string): Found {
  const found = snapshot.get(path);
  if (found === undefined || found.kind === 'unread')
    throw new InternalError(`the snapshot does not know what ${path} says`);
  return found;
}

/** A change that does nothing: where every row of the table starts. */
export function unchangedOf(
  path: string,
  found: Found | undefined,
  entry: InventoryEntry | undefined,
): Change {
  const before = found?.kind === 'file' ? found.bytes : undefined;
  return {
    path,
    kind: 'unchanged',
    reason: 'up to date',
    before,
    after: undefined,
    rescued: false,
    acceptable: false,
    entry,
  };
}

/** Endings that several rows of the table share. */
export const created = { kind: 'create', reason: 'create' } as const;
export const restored = { kind: 'restore', reason: 'missing, will be restored' } as const;
export const updated = { kind: 'update', reason: 'update' } as const;
