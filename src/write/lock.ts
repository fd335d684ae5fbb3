import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { LOCK_PATH } from '../domain/file-paths.ts';
import { sweep } from './sweep.ts';

const STALE_AFTER_MS = 10 * 60 * 1000;
const HALF_WRITTEN_MS = 1000;

/**
 * Runs the work while no other process writes in this project; the lock
 * of a process that died is taken, and what it left is swept.
 */
export function withLock<Result>(root: string, work: () => Result): Result {
  const path = join(root, LOCK_PATH);
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(dirname(path)).isSymbolicLink())
    throw new UserError(`${dirname(path)} is a symbolic link, and links are not followed`, {
      exitCode: 3,
      hint: 'replace it with a folder',
    });
  return holdLock(path, (isTaken) => {
    if (isTaken) sweep(root);
    return work();
  });
}

function holdLock<Result>(path: string, work: (isTaken: boolean) => Result): Result {
  const isFree = acquireLock(path);
  if (!isFree) takeDead(path);
  try {
    return work(!isFree);
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Of those who find a dead lock, one at a time may replace it:
 * a lock of its own says who, and that one looks again.
 */
function takeDead(path: string): void {
  refuseLive(path);
  holdLock(`${path}.claim`, () => {
    // Where there is none any longer, one that appears now is alive.
    if (refuseLive(path) === 'dead') rmSync(path, { force: true });
    if (!acquireLock(path)) throw heldError(path);
  });
}

function acquireLock(path: string): boolean {
  const owner = `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`;
  try {
    writeFileSync(path, owner, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // Made, but not filled: the disk is full.
    if (lockAt(path)?.owner === '') rmSync(path, { force: true });
    throw error;
  }
  // Whoever stood still between making and filling it may have been taken for dead.
  return lockAt(path)?.owner === owner;
}

function refuseLive(path: string): 'dead' | 'none' {
  let lock = lockAt(path);
  // Made and not filled yet: a moment later it is filled, or its owner is dead.
  while (lock?.owner === '' && lock.age < HALF_WRITTEN_MS) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    lock = lockAt(path);
  }
  if (lock === undefined) return 'none';
  if (!isDead(lock)) throw heldError(path);
  return 'dead';
}

interface Lock {
  readonly owner: string;
  /** In milliseconds. */
  readonly age: number;
}

function lockAt(path: string): Lock | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile())
    throw new UserError(`${LOCK_PATH} is not a file`, { exitCode: 3, hint: 'delete it' });
  try {
    return { owner: readFileSync(path, 'utf8'), age: Date.now() - stat.mtimeMs };
  } catch (error) {
    // Its owner has just ended.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isDead({ owner, age }: Lock): boolean {
  if (age > STALE_AFTER_MS) return true;
  const found = /^\{"pid":(\d+),"host":(".*")\}\n$/.exec(owner);
  if (found === null) return age > HALF_WRITTEN_MS;
  return found[2] === JSON.stringify(hostname()) && !isAlive(Number(found[1]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a lock was refused because another process holds it. */
export const isHeld = (error: unknown): boolean =>
  error instanceof UserError && heldErrors.has(error);

const heldErrors = new WeakSet<UserError>();

function heldError(path: string): UserError {
  const error = new UserError('another process is writing to this project', {
    exitCode: 3,
    hint: `wait for it to finish; if there is none, delete ${path}`,
  });
  heldErrors.add(error);
  return error;
}
