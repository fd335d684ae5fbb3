import type { ByHand } from './by-hand.ts';
import type { InventoryEntry } from './inventory-entry.ts';

/**
 * What happens to a file.
 *
 * create: new · restore: ours, but missing · update: config or tool
 * changed · repair: drift · take-over: a conflict, accepted ·
 * delete: ours, no longer wanted · unchanged: as wanted · kept: its
 * owner's · conflict: we may not touch it, so nothing is written.
 */
export type ChangeKind =
  | 'create'
  | 'restore'
  | 'update'
  | 'repair'
  | 'take-over'
  | 'delete'
  | 'unchanged'
  | 'kept'
  | 'conflict';

/** One planned file action, with all that doing or showing it needs. */
export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
  /** For the reader of the report: why. */
  readonly reason: string;
  /** What stands there; undefined also where nobody had to read it: a file that we started, and that is kept. */
  readonly before: Buffer | undefined;
  /** What shall stand there; undefined when the file goes or is left alone. */
  readonly after: { readonly bytes: Buffer; readonly executable: boolean } | undefined;
  /** What stands there may be somebody's work: it is kept before it goes. */
  readonly rescued: boolean;
  /** Whether a conflict can be settled by taking the file over. */
  readonly acceptable: boolean;
  /** Of a conflict in a file that is shared: what to write instead. */
  readonly byHand?: ByHand | undefined;
  /** Whether it is behind us, and no longer only planned. */
  readonly isMade?: true;
  /** What the inventory says afterwards; undefined forgets the file. */
  readonly entry: InventoryEntry | undefined;
}

/** Whether this change touches the disk. */
export const isWrite = ({ kind }: Change): boolean =>
  kind !== 'unchanged' && kind !== 'kept' && kind !== 'conflict';

/** The changes once they are made, in the words for that. */
export const made = (changes: readonly Change[]): Change[] =>
  changes.map((change) => ({
    ...change,
    reason: change.reason.replace('will be', 'was'),
    isMade: true,
  }));

/** Whether everything stands as it should: nothing to write and nothing refused. */
export const isClean = (changes: readonly Change[]): boolean =>
  changes.every(({ kind }) => kind === 'unchanged' || kind === 'kept');

/** The changes as they are when existing files may be taken over. */
export function withTakeOvers(changes: readonly Change[]): Change[] {
  return changes.map((change) =>
    change.kind === 'conflict' && change.acceptable
      ? {
          ...change,
          kind: 'take-over',
          reason: change.after === undefined ? 'taken over and deleted' : 'taken over',
        }
      : change,
  );
}
