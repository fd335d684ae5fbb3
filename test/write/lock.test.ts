import { spawn, spawnSync } from 'node:child_process';
import fs, {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isClean } from '../../src/write/change.ts';
import { ownerText, parseOwner, thisProcess } from '../../src/write/lock-owner.ts';
import type { Owner } from '../../src/write/lock-owner.ts';
import { withLock } from '../../src/write/lock.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { interceptWrites } from '../faults/intercept.ts';
import { killedAt } from '../faults/kill.ts';
import { aFile, aFolder, get, options, put } from './helpers.ts';

const lock = '.gitops/lock';
const wanted = [aFile('a.yaml', 'a: 1\n')];
const owner = (changed: Partial<Record<keyof Owner, unknown>>): string =>
  `${JSON.stringify({ ...thisProcess(), ...changed })}\n`;
const noProcess = 2 ** 22 + 1; // above what Linux gives out

test.each([
  ['a process that is gone', () => owner({ pid: noProcess })],
  ['a process whose number another one has now', () => owner({ started: '1' })],
  ['a process that ended and that its parent has not asked for', () => owner(zombie())],
])('the lock of %s is taken, however new it is', (_, text) => {
  const root = aFolder({ [lock]: text() });
  resync(root, wanted, options);
  expect(readdirSync(join(root, '.gitops'))).toEqual(['inventory.json']);
});

test.each([
  ['this very process', () => owner({})],
  ['a process of another user', () => owner({ pid: 1, started: startOf(1) })],
  ['another machine', () => owner({ host: 'build-7', pid: noProcess })],
  ['this machine before its last start', () => owner({ scope: 'another start', pid: noProcess })],
  ['a container that shares our name', () => owner({ scope: scopeOf('pid:[1]'), pid: noProcess })],
])('the lock of %s is respected, however old it is', (_, ownerOf) => {
  const text = ownerOf();
  const root = aFolder({ [lock]: text });
  utimesSync(join(root, lock), 0, 0);
  expect(() => resync(root, wanted, options)).toThrow(
    expect.objectContaining({
      name: 'UserError',
      exitCode: 3,
      message: expect.stringMatching(
        /^another process (?:is|may be) writing to this project: process \d+ on \S+, since \d{4}-/,
      ),
      hint: expect.stringContaining(`delete ${join(root, lock)}`),
    }),
  );
  expect(readdirSync(root)).toEqual(['.gitops']);
  expect(get(root, lock)).toBe(text);
});

test.each([
  ['empty', ''],
  ['of an older version', '{"pid":4194305,"host":"here"}\n'],
  ['cut off', ownerText(thisProcess()).slice(0, 40)],
  ['a list', '[]\n'],
  ['null', 'null\n'],
  ...[0, -1, -(2 ** 31), 2 ** 31, 2 ** 60, 1.5, '1', null, undefined].map((pid) => [
    `of the process ${String(pid)}`,
    owner({ pid }),
  ]),
  ['with a terminal escape', owner({ host: '\u001b]0;x\u0007' })],
  ['not UTF-8', Buffer.from([0xff, 0xfe]).toString('latin1')],
])('a lock that is %s says nothing of its owner: nobody is killed or taken for dead', (_, text) => {
  const root = aFolder({ [lock]: text });
  expect(() => resync(root, wanted, options)).toThrow(
    'another process may be writing to this project: .gitops/lock does not say which process holds it',
  );
  expect(get(root, lock)).toBe(text);
});

test.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['a link', (path: string) => symlinkSync('/dev/zero', path)],
  ['a pipe', (path: string) => spawnSync('mkfifo', [path])],
])('a lock that is %s is refused and stays', (_, make) => {
  const root = aFolder({ '.gitops/x': '' });
  make(join(root, lock));
  expect(() => resync(root, wanted, options)).toThrow(
    /^another process may be writing to this project: \.gitops\/lock is /,
  );
  expect(readdirSync(join(root, '.gitops')).sort()).toEqual(['lock', 'x']);
});

test('a lock as large as a disk is not read', () => {
  const root = aFolder({ [lock]: '' });
  truncateSync(join(root, lock), 10 * 1024 ** 3);
  expect(() => resync(root, wanted, options)).toThrow(expect.objectContaining({ exitCode: 3 }));
});

test('the lock of a dead run goes at the next one that writes, also where there is nothing to do', () => {
  const root = aFolder();
  resync(root, wanted, options);
  put(root, lock, owner({ pid: noProcess }));
  put(root, `${lock}.claim`, owner({ pid: noProcess }));
  put(root, `${lock}.${'a'.repeat(16)}`, '');
  expect(isClean(planChanges(root, wanted, options))).toBe(true);
  expect(readdirSync(join(root, '.gitops'))).toHaveLength(4);
  expect(isClean(resync(root, wanted, options))).toBe(true);
  expect(readdirSync(join(root, '.gitops'))).toEqual(['inventory.json']);
});

test('a live lock hinders no run that has nothing to do', () => {
  const root = aFolder();
  resync(root, wanted, options);
  put(root, lock, owner({}));
  expect(isClean(resync(root, wanted, options))).toBe(true);
  expect(existsSync(join(root, lock))).toBe(true);
});

test.each(['free', 'dead', 'dead twice'])(
  'killed at any moment of taking a lock that is %s, the next run takes it',
  (before) => {
    const prepared = (): string => {
      const root = aFolder();
      if (before !== 'free') put(root, lock, owner({ pid: noProcess }));
      if (before === 'dead twice') put(root, `${lock}.claim`, owner({ pid: noProcess }));
      return root;
    };
    const work = (root: string) => () => {
      withLock(root, () => undefined);
    };
    const first = prepared();
    const calls = killedAt(Infinity, first, work(first));
    for (let moment = 1; moment <= calls; moment += 1) {
      const root = prepared();
      killedAt(moment, root, work(root));
      withLock(root, () => undefined);
      expect([moment, readdirSync(join(root, '.gitops'))]).toEqual([moment, []]);
    }
  },
);

test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
  'a disk that knows no links (%s) has locks too',
  (code) => {
    withoutLinks(code);
    const root = aFolder();
    withLock(root, () => {
      expect(parseOwner(get(root, lock))).toEqual(expect.objectContaining({ pid: process.pid }));
      expect(() => withLock(root, () => undefined)).toThrow(/another process is writing/);
    });
    expect(readdirSync(join(root, '.gitops'))).toEqual([]);
  },
);

test('an offer that another process cleared away is made again', () => {
  const root = aFolder();
  let links = 0;
  const undo = interceptWrites(({ name }) => {
    if (name !== 'linkSync') return;
    links += 1;
    if (links > 1) return;
    for (const each of readdirSync(join(root, '.gitops'))) fs.rmSync(join(root, '.gitops', each));
  });
  withLock(root, () => undefined);
  undo();
  expect(links).toBe(2);
});

test('a lock that was deleted by hand and taken by somebody else stays theirs', () => {
  const root = aFolder();
  withLock(root, () => {
    put(root, lock, owner({ pid: noProcess }));
  });
  expect(parseOwner(get(root, lock))).toEqual(expect.objectContaining({ pid: noProcess }));
});

const startOf = (pid: number): string =>
  (
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1) ?? ''
  ).split(' ')[19] ?? '';

const scopeOf = (namespace: string): string =>
  thisProcess().scope.replace(/pid:\[\d+\]/, namespace);

/** A process that has ended, of a parent that does not wait for it. */
function zombie(): { readonly pid: number; readonly started: string } {
  const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 60'], { stdio: 'ignore' });
  onTestFinished(() => {
    parent.kill('SIGKILL');
  });
  const pid = Number(childOf(parent.pid ?? 0));
  for (;;) {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    if (stat.includes(') Z ')) return { pid, started: startOf(pid) };
  }
}

/** The only child of a process, as soon as it has one. */
function childOf(pid: number): string {
  for (;;) {
    const [child = ''] = readFileSync(
      `/proc/${String(pid)}/task/${String(pid)}/children`,
      'utf8',
    ).split(' ');
    if (child !== '') return child;
  }
}

function withoutLinks(code: string): void {
  const original = fs.linkSync;
  fs.linkSync = () => {
    throw Object.assign(new Error(`${code}: no links here, link`), { code, syscall: 'link' });
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.linkSync = original;
    syncBuiltinESMExports();
  });
}
