import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { withFolders } from '../disk/folders.ts';
import { onDisk } from '../disk/refused.ts';
import { codeOf } from '../disk/unreadable.ts';
import { readSnapshot } from '../disk/snapshot.ts';
import { JOURNAL_PATH, LOCK_PATH, RECORDS_FOLDER, nameOf } from '../domain/file-paths.ts';
import { readRecords } from './interruption.ts';
import { livenessOf, ownerText, parseOwner, thisProcess } from './lock-owner.ts';
import type { Liveness, Owner } from './lock-owner.ts';
import { refuseOlder } from './refuse-older.ts';
import { removeFiles } from './place-files.ts';
import { namesIn, settle, temporariesIn } from './settle.ts';
import { foundAt } from './situation.ts';

/**
 * Runs the work while no other process writes in this project. What a
 * run that was killed left behind is settled first, its lock included.
 */
export function withLock<Result>(root: string, work: () => Result): Result {
  onDisk(root, () => mkdirSync(root, { recursive: true }));
  return holdLock(root, LOCK_PATH, () => {
    clearLocks(root);
    settle(root);
    return work();
  });
}

/** Settles what a run that was killed left behind; says whether it was killed while it wrote. */
export function clearLeftovers(root: string, toolVersion: string): boolean {
  const names = leftoversIn(root);
  if (names.length === 0) return false;
  refuseOlder(toolVersion, readRecords(root).inventory);
  try {
    withLock(root, () => undefined);
  } catch (error) {
    // Somebody is at work, and so it is theirs.
    if (isHeld(error)) return false;
    throw error;
  }
  return names.includes(nameOf(JOURNAL_PATH));
}

/** Whether a process holds the lock, as far as that can be seen; where there is none, none does. */
export function lockLiveness(root: string): Liveness {
  const lock = lockAt(root, LOCK_PATH);
  return lock.kind === 'free' ? 'dead' : livenessOfLock(lock);
}

function leftoversIn(root: string): readonly string[] {
  const names = namesIn(root, RECORDS_FOLDER).filter(
    (name) =>
      [LOCK_PATH, JOURNAL_PATH].map(nameOf).includes(name) || CLAIM.test(name) || OFFER.test(name),
  );
  const all = [...names, ...temporariesIn(root)];
  return all.length > 0 && lockLiveness(root) === 'dead' ? all : [];
}

/** The locks of those who replace the lock of a dead process. */
const CLAIM = /^lock(?:\.claim)+$/;
/** What is about to become a lock. */
const OFFER = /^lock\.[0-9a-f]{16}$/;

/** Removes what others left who were killed while they took a lock; call it only with the lock. */
function clearLocks(root: string): void {
  const names = namesIn(root, RECORDS_FOLDER);
  // Whose owner lives makes another one.
  removeFiles(
    root,
    names.filter((name) => OFFER.test(name)).map((name) => `${RECORDS_FOLDER}/${name}`),
  );
  for (const name of names.filter((each) => CLAIM.test(each))) {
    const claim = `${RECORDS_FOLDER}/${name}`;
    const lock = lockAt(root, claim);
    if (lock.kind === 'owned' && livenessOfLock(lock) === 'dead')
      holdLock(root, claim, () => undefined);
  }
}

function holdLock<Result>(root: string, path: string, work: () => Result): Result {
  const text = ownerText(thisProcess());
  if (!acquire(root, path, text)) replaceDead(root, path, text);
  try {
    return work();
  } finally {
    // Whoever deleted our lock by hand may have let another process in.
    const lock = lockAt(root, path);
    if (lock.kind === 'owned' && lock.text === text) removeFiles(root, [path]);
  }
}

/**
 * Of those who find a dead lock, one at a time may replace it:
 * a lock of its own says who, and that one looks again.
 */
function replaceDead(root: string, path: string, text: string): void {
  refuseLive(root, path);
  holdLock(root, `${path}.claim`, () => {
    // Where there is none any longer, one that appears now is alive.
    if (refuseLive(root, path) === 'dead') removeFiles(root, [path]);
    if (!acquire(root, path, text)) throw refusalOf(root, path, lockAt(root, path));
  });
}

/** Puts a lock there that says whose it is from its first moment on; says whether there was none. */
function acquire(root: string, path: string, text: string): boolean {
  for (;;) {
    const outcome = onDisk(path, () => offer(root, path, text));
    if (outcome !== 'again') return outcome === 'taken';
  }
}

function offer(root: string, path: string, text: string): 'taken' | 'held' | 'again' {
  return withFolders(root, (folders) => {
    const folder = folders.make(RECORDS_FOLDER);
    const own = `${folder}/lock.${randomBytes(8).toString('hex')}`;
    const lock = `${folder}/${nameOf(path)}`;
    try {
      writeFileSync(own, text, { flag: 'wx' });
      linkSync(own, lock);
      return 'taken';
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (code === 'EEXIST') return 'held';
      // The one who held the lock took ours for a leftover, or the empty folder away.
      if (code === 'ENOENT') return 'again';
      if (NO_LINKS.has(code)) return offerInPlace(lock, text);
      throw error;
    } finally {
      unlinkIfThere(own);
    }
  });
}

/** What a disk says that knows no links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR']);

/** Without links a lock may be killed before it says whose it is; then nobody takes it for dead. */
function offerInPlace(lock: string, text: string): 'taken' | 'held' {
  try {
    writeFileSync(lock, text, { flag: 'wx' });
    return 'taken';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'held';
    // Made, but not filled: the disk is full.
    if (codeOf(error) === 'ENOSPC') unlinkIfThere(lock);
    throw error;
  }
}

function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

type Lock =
  | { readonly kind: 'free' }
  | { readonly kind: 'owned'; readonly text: string; readonly owner: Owner }
  | { readonly kind: 'unreadable'; readonly reason: string };

function lockAt(root: string, path: string): Lock {
  const found = foundAt(readSnapshot(root, [path]), path);
  if (found.kind === 'absent') return { kind: 'free' };
  if (found.kind === 'blocked') return { kind: 'unreadable', reason: found.reason };
  const text = found.bytes.toString();
  const owner = parseOwner(text);
  return owner === undefined
    ? { kind: 'unreadable', reason: 'does not say which process holds it' }
    : { kind: 'owned', text, owner };
}

const livenessOfLock = (lock: Exclude<Lock, { kind: 'free' }>): Liveness =>
  lock.kind === 'owned' ? livenessOf(lock.owner) : 'unknown';

function refuseLive(root: string, path: string): 'dead' | 'free' {
  const lock = lockAt(root, path);
  if (lock.kind === 'free') return 'free';
  if (livenessOfLock(lock) !== 'dead') throw refusalOf(root, path, lock);
  return 'dead';
}

/** Whether a lock was refused because another process holds it, or may hold it. */
export const isHeld = (error: unknown): boolean =>
  error instanceof UserError && heldErrors.has(error);

const heldErrors = new WeakSet<UserError>();

function refusalOf(root: string, path: string, lock: Lock): UserError {
  const error = new UserError(reasonOf(path, lock), {
    exitCode: 3,
    hint: `wait for it to finish; if there is none any longer, delete ${join(root, path)}`,
  });
  heldErrors.add(error);
  return error;
}

function reasonOf(path: string, lock: Lock): string {
  if (lock.kind === 'free') return 'another process is writing to this project';
  if (lock.kind === 'unreadable')
    return `another process may be writing to this project: ${path} ${lock.reason}`;
  const { pid, host, since } = lock.owner;
  const who = `process ${String(pid)} on ${host}, since ${since}`;
  return livenessOf(lock.owner) === 'unknown'
    ? `another process may be writing to this project: ${who}; whether it still runs cannot be seen from here`
    : `another process is writing to this project: ${who}`;
}
