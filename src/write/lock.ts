import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { LOCK_PATH } from './path.ts';

const STALE_AFTER_MS = 10 * 60 * 1000;
const HALF_WRITTEN_MS = 5 * 1000;

/** Runs the work while no other process writes in this project; the lock of a process that died is taken. */
export function withLock<Result>(root: string, work: () => Result): Result {
  const path = join(root, LOCK_PATH);
  mkdirSync(dirname(path), { recursive: true });
  if (!acquired(path)) {
    removeStale(path);
    if (!acquired(path)) throw held(path);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquired(path: string): boolean {
  try {
    writeFileSync(path, `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(path: string): void {
  const seen = ownerOf(path);
  if (seen === undefined) return;
  if (!isStale(path, seen)) throw held(path);
  // Renamed first: if somebody else replaced the lock in between, we took theirs and must not go on.
  const aside = `${path}.${String(process.pid)}`;
  renameSync(path, aside);
  const taken = ownerOf(aside);
  rmSync(aside, { force: true });
  if (taken !== seen) throw held(path);
}

function ownerOf(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new UserError(`${LOCK_PATH} is not a file`, { exitCode: 3, hint: 'delete it' });
  return readFileSync(path, 'utf8');
}

function isStale(path: string, owner: string): boolean {
  const age = Date.now() - statSync(path).mtimeMs;
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

const held = (path: string): UserError =>
  new UserError('another process is writing in this project', { exitCode: 3, hint: `wait for it to end; if there is none, delete ${path}` });
