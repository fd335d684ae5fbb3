import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { isClean } from '../../src/write/change.ts';
import { JOURNAL_PATH } from '../../src/domain/file-paths.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { interceptWrites, skipSync, type WritingCall } from '../faults/intercept.ts';
import { isFilling, noSpace } from '../faults/no-space.ts';
import {
  bytesOf,
  halfWritten,
  isOfTheRun,
  live,
  lostWords,
  userWords,
  wantedNow,
} from './lived-folder.ts';
import { sampleOf } from '../sample.ts';
import { aFile, aFolder, block, get, jsonKeys, options, put, treeOf } from './helpers.ts';

const takeOver = { takeOver: true, toolVersion: '2.0.0' };
const lived = aLivedFolder();

test('every file is on the disk before it takes its place', () => {
  const root = lived();
  const names: string[] = [];
  const undo = [
    skipSync(() => names.push('fsync')),
    interceptWrites(({ name }) => names.push(name)),
  ];
  resync(root, wantedNow, takeOver);
  for (const each of undo) each();
  const batches = names
    .join(' ')
    .split(/(?<=renameSync )(?!renameSync)/)
    .filter((batch) => batch.includes('renameSync'));
  expect(batches).toHaveLength(4); // the journal, what is rescued, the files, the inventory
  for (const batch of batches)
    expect((batch.match(/fsync /g) ?? []).length).toBeGreaterThanOrEqual(
      (batch.match(/renameSync/g) ?? []).length,
    );
  expect(names.lastIndexOf('fsync')).toBeGreaterThan(names.lastIndexOf('renameSync'));
});

test('on a disk that fills up at any moment, the run stops with its reason, and nothing is half-written', () => {
  const before = bytesOf(lived());
  const after = bytesOf(resynced(lived()));
  const moments = momentsOf(lived());
  onTestFinished(skipSync());
  for (const moment of sampleOf(
    moments.map((_, index) => index + 1),
    60,
  )) {
    const root = lived();
    let calls = 0;
    const undo = interceptWrites((call) => {
      calls += 1;
      if (calls >= moment && isFilling(call)) throw noSpace(call);
    });
    const outcome = outcomeOf(root);
    undo();
    const now = bytesOf(root);
    const isPast = !moments.slice(moment - 1).some(isFilling);
    expect({ moment, outcome }).toEqual({
      moment,
      outcome: isPast
        ? 'done'
        : expect.objectContaining({
            name: 'UserError',
            exitCode: 3,
            message: expect.stringMatching(/^cannot write [^,]+: ENOSPC: no space left on device$/),
          }),
    });
    // Where files have changed, their record needs room too.
    const isTouched = halfWritten(now, before, before).length > 0;
    expect({
      moment,
      half: halfWritten(now, before, after),
      lost: lostWords(now, userWords),
      left: [...now.keys()].filter(isOfTheRun),
    }).toEqual({ moment, half: [], lost: [], left: isTouched && !isPast ? [JOURNAL_PATH] : [] });
    expect(isClean(planChanges(root, wantedNow, takeOver))).toBe(isPast);
    expect(bytesOf(resynced(root))).toEqual(after);
  }
});

const saved = [
  'k8s/updated.yaml',
  'k8s/drifted.yaml',
  'k8s/missing.yaml',
  'k8s/foreign.yaml',
  'gone/old.yaml',
  'gone/deep/edited.yaml',
  'new/created.yaml',
  'package.json',
  '.gitignore',
  'src/app.ts',
  'release.yaml',
];

test('a file that is saved while the run writes is left as it is, and the run says so', () => {
  onTestFinished(skipSync());
  const moments = momentsOf(lived());
  const refusals = moments.filter((_, index) => {
    if (index % 2 === 0) return false;
    const path = saved[(index >> 1) % saved.length] ?? '';
    const root = lived();
    let calls = 0;
    // The look at this very file and its rename follow each other: nobody can look closer.
    const undo = interceptWrites((call) => {
      calls += 1;
      if (calls > index && !isOwnMove(call, join(root, path))) {
        calls = -Infinity;
        put(root, path, savedText(existsSync(join(root, path)) ? get(root, path) : ''));
      }
    });
    const outcome = outcomeOf(root);
    undo();
    const now = bytesOf(root);
    expect({
      path,
      index,
      lost: lostWords(now, [...userWords, 'saved-just-now']),
      left: [...now.keys()].filter(isOfTheRun),
    }).toEqual({ path, index, lost: [], left: [] });
    if (outcome !== 'done')
      expect(outcome).toMatchObject({
        name: 'UserError',
        exitCode: 3,
        message: expect.stringContaining(`${path} changed during`),
      });
    expect({
      path,
      index,
      lost: lostWords(bytesOf(resynced(root)), [...userWords, 'saved-just-now']),
    }).toEqual({ path, index, lost: [] });
    return outcome !== 'done';
  });
  expect(refusals.length).toBeGreaterThan(10);
});

test.each([0o600, 0o640, 0o444])(
  'a file that people and we share keeps its mode %o, and so does the copy of what was rescued',
  (mode) => {
    const files = [
      jsonKeys('package.json', { scripts: { build: 'x' } }, ['scripts', 'build']),
      aFile('.gitignore', 'dist/\n', block),
      aFile('a.json', 'a\n'),
    ];
    const root = aFolder();
    resync(root, files, options);
    for (const path of ['package.json', '.gitignore', 'a.json']) {
      put(root, path, path === 'package.json' ? '{"mine": 1}\n' : 'mine\n');
      chmodSync(join(root, path), mode);
    }
    resync(root, files, options);
    for (const path of ['package.json', '.gitignore', 'a.json'])
      expect([path, modeOf(root, path)]).toEqual([path, mode | 0o200]);
    for (const text of ['{"mine": 1}\n', 'mine\n'])
      expect(modeOf(root, `.gitops/rescued/${sha256Of(text)}`)).toBe(mode | 0o200);
  },
);

/** Makes copies of one folder that lived. */
function aLivedFolder(): () => string {
  let original: string | undefined;
  afterAll(() => {
    if (original !== undefined) rmSync(original, { recursive: true });
  });
  return () => {
    if (original === undefined) live((original = mkdtempSync(join(tmpdir(), 'lived-'))));
    const root = aFolder();
    cpSync(original, root, { recursive: true });
    return root;
  };
}

function resynced(root: string): string {
  resync(root, wantedNow, takeOver);
  const before = treeOf(root);
  expect(isClean(resync(root, wantedNow, takeOver))).toBe(true);
  expect(treeOf(root)).toEqual(before);
  return root;
}

/** Every call of an undisturbed run that changes the disk. */
function momentsOf(root: string): readonly WritingCall[] {
  const calls: WritingCall[] = [];
  const undo = interceptWrites((call) => calls.push(call));
  resync(root, wantedNow, takeOver);
  undo();
  return calls;
}

function outcomeOf(root: string): unknown {
  try {
    resync(root, wantedNow, takeOver);
    return 'done';
  } catch (error) {
    return error;
  }
}

const isOwnMove = ({ name, path }: WritingCall, target: string): boolean =>
  path === target && (name === 'renameSync' || name === 'unlinkSync');

const savedText = (text: string): string =>
  text.startsWith('{') ? text.replace('{', '{ "saved-just-now": 1,') : `${text}# saved-just-now\n`;

const modeOf = (root: string, path: string): number => lstatSync(join(root, path)).mode & 0o777;
