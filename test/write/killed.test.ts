import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { isClean } from '../../src/write/change.ts';
import { LOCK_PATH } from '../../src/domain/file-paths.ts';
import { resync } from '../../src/write/resync.ts';
import { bundled } from '../faults/bundle.ts';
import { skipSync } from '../faults/intercept.ts';
import { inParallel } from '../judges/parallel.ts';
import { run } from '../judges/process.ts';
import {
  bytesOf,
  halfWritten,
  isOfTheRun,
  live,
  lostWords,
  userWords,
  wantedNow,
} from './lived-folder.ts';
import { aFolder, treeOf } from './helpers.ts';

const options = { takeOver: true, toolVersion: '2.0.0' };
const faults = join(import.meta.dirname, '../faults');
let program: readonly string[] = [];
beforeAll(() => {
  program = [
    process.execPath,
    '--import',
    bundled(join(faults, 'preload.ts')),
    bundled(join(faults, 'writer.ts')),
  ];
});

test(
  'killed ahead of any call that writes, each file is old or new, and the next run finishes the job',
  async () => {
    onTestFinished(skipSync());
    const [lived, scratch] = [aFolder(), aFolder()];
    live(lived);
    const before = bytesOf(lived);
    const job = join(scratch, 'job.json');
    writeFileSync(job, JSON.stringify({ wanted: wantedNow, takeOver: true }));
    const attempt = async (env: Readonly<Record<string, string>>): Promise<string> => {
      const root = aFolder();
      cpSync(lived, root, { recursive: true });
      await run([...program, root, job], { env }).catch((error: unknown) => error);
      return root;
    };
    const after = bytesOf(await attempt({ FAULT_CALLS: join(scratch, 'calls') }));
    const calls = Number(readFileSync(join(scratch, 'calls'), 'utf8'));
    expect(calls).toBeGreaterThan(50);
    expect([...after.keys()].filter(isOfTheRun)).toEqual([]);
    const moments = Array.from({ length: calls }, (_, index) => index + 1);
    const failures = await inParallel(2, moments, async (moment) => {
      const root = await attempt({ FAULT_KILL_AT: String(moment) });
      return { moment, ...verdict(root, before, after) };
    });
    process.stdout.write(`killed ahead of each of ${String(calls)} calls that write\n`);
    expect(failures.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(failures.filter(({ touched }) => touched).length).toBeGreaterThan(calls / 2);
  },
  4 * 60_000,
);

/** What is wrong with the folder that a killed run left behind, and with what the next two runs make of it. */
function verdict(
  root: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): { readonly touched: boolean; readonly problems: readonly unknown[] } {
  const now = bytesOf(root);
  const problems: unknown[] = [...halfWritten(now, before, after), ...lostWords(now, userWords)];
  resync(root, wantedNow, options);
  const next = bytesOf(root);
  // A run that died with nothing left to do but to unlock leaves no work, and so nobody who would need the lock.
  const left = [...next.keys()]
    .filter(isOfTheRun)
    .filter((path) => path !== LOCK_PATH || halfWritten(now, after, after).length > 0);
  problems.push(...halfWritten(next, after, after), ...lostWords(next, userWords), ...left);
  const settled = treeOf(root);
  if (!isClean(resync(root, wantedNow, options)))
    problems.push('the run after it still finds work');
  try {
    expect(treeOf(root)).toEqual(settled);
  } catch {
    problems.push('the run after it writes');
  }
  return { touched: [...now].some(([path, text]) => before.get(path) !== text), problems };
}
