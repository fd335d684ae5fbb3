import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from '../disk/unreadable.ts';

/** A process, told from any other that has had its number. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Within which its number means something: the start of the machine and the container. */
  readonly scope: string;
  /** When the process started, in the words of the system. */
  readonly started: string;
  /** When it took the lock; for people, because clocks differ. */
  readonly since: string;
}

/** Whether a process still runs; from elsewhere that cannot be seen. */
export type Liveness = 'alive' | 'dead' | 'unknown';

let startedHere: string | undefined;

/** This process, which takes a lock now. */
export const thisProcess = (): Owner => ({
  pid: process.pid,
  host: hostname(),
  scope: scopeHere(),
  started: (startedHere ??= lookUp(process.pid)?.started ?? ''),
  since: new Date().toISOString().slice(0, 19) + 'Z',
});

/** What a lock says of its owner. */
export const ownerText = (owner: Owner): string => `${JSON.stringify(owner)}\n`;

/** Reads what `ownerText` wrote; undefined for anything else. */
export function parseOwner(text: string): Owner | undefined {
  if (text.length > 2000) return undefined;
  let owner: unknown;
  try {
    owner = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isOwner(owner) ? owner : undefined;
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, ...words } = { pid: 0, host: 0, scope: 0, started: 0, since: 0, ...value };
  // A number below 1 means groups of processes to the system.
  return (
    Number.isInteger(pid) &&
    pid > 0 &&
    pid < 2 ** 31 &&
    [words.host, words.scope, words.started, words.since].every(isPlainWord)
  );
}

const isPlainWord = (value: unknown): boolean =>
  typeof value === 'string' && /^[\x20-\x7e]{0,300}$/.test(value);

/** Whether the owner of a lock still runs: by its number, and by when the process of that number started. */
export function livenessOf({ pid, host, scope, started }: Owner): Liveness {
  if (host !== hostname() || scope !== scopeHere() || scope === '') return 'unknown';
  if (!hasNumber(pid)) return 'dead';
  const running = lookUp(pid);
  if (running === undefined || started === '') return 'unknown';
  return running.started === started && !running.isOver ? 'alive' : 'dead';
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Numbers are given anew at each start of the machine, and in each container. */
function scopeHere(): string {
  if (process.platform !== 'linux') return process.platform;
  try {
    const start = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${start} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

interface Running {
  readonly started: string;
  /** It has ended, and only its parent does not know yet. */
  readonly isOver: boolean;
}

function lookUp(pid: number): Running | undefined {
  try {
    return process.platform === 'linux' ? inProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function inProc(pid: number): Running | undefined {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // Its name, in brackets, may hold anything: state and times stand behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', started = ''] = [fields[0], fields[19]];
  return started === '' ? undefined : { started, isOver: /^[ZXx]$/.test(state) };
}

function fromPs(pid: number): Running | undefined {
  const [state = '', ...started] = execFileSync(
    'ps',
    ['-o', 'state=', '-o', 'lstart=', '-p', String(pid)],
    {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
    .trim()
    .split(/\s+/);
  return started.length === 0
    ? undefined
    : { started: started.join(' '), isOver: state.startsWith('Z') };
}
