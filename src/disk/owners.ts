/** An entry of the disk, as far as it says who may change what stands there. */
export interface Owned {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly uid: number;
  readonly mode: number;
}

/** Why an entry is not the caller's alone. */
export type Doubt =
  | { readonly kind: 'foreign'; readonly path: string; readonly uid: number }
  | { readonly kind: 'open'; readonly path: string; readonly mode: number };

/**
 * Where an entry comes from. What is installed or handed over may belong
 * to root too, who needs no file to trick anybody.
 */
export type Origin = 'project' | 'handed over';

/**
 * The users whose entries are the caller's own, by git's rule: the effective
 * user and, where that is root, the user who called sudo.
 */
export const ownUsers = (euid: number, sudoUid = ''): readonly number[] =>
  euid === ROOT && /^\d{1,10}$/.test(sudoUid) ? [ROOT, Number(sudoUid)] : [euid];

/**
 * What speaks against an entry: another owner, or that everybody may write there. A sticky
 * folder such as /tmp keeps the entries of one user from the others, and what a link permits
 * means nothing. A group that may write is fine: umask 002 is usual, and a group is chosen.
 */
export function doubtsAbout(
  { path, kind, uid, mode }: Owned,
  users: readonly number[],
  origin: Origin = 'project',
): readonly Doubt[] {
  const isOwn = users.includes(uid) || (origin === 'handed over' && uid === ROOT);
  const isOpen =
    kind !== 'link' && (mode & EVERYBODY) !== 0 && !(kind === 'folder' && (mode & STICKY) !== 0);
  return [
    ...(isOwn ? [] : [{ kind: 'foreign', path, uid } as const]),
    ...(isOpen ? [{ kind: 'open', path, mode: mode & 0o7777 } as const] : []),
  ];
}

const ROOT = 0;
const EVERYBODY = 0o002;
const STICKY = 0o1000;
