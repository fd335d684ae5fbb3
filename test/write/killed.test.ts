import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { INVENTORY_PATH, JOURNAL_PATH } from '../../src/domain/file-paths.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { isClean } from '../../src/write/change.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { killedAt } from '../faults/kill.ts';
import { sampleOf, sampleSize } from '../sample.ts';
import {
  bytesOf,
  halfWritten,
  isOfTheRun,
  live,
  lostWords,
  userWords,
  wantedNow,
} from './lived-folder.ts';
import { recordedBytes, strays } from './outcomes.ts';
import type { Outcomes } from './outcomes.ts';
import { aFile, block, get, jsonKeys, managed, sample, treeOf, yamlEntries } from './helpers.ts';

const options = { takeOver: true, toolVersion: '2.0.0' };
const scratch = mkdtempSync(join(tmpdir(), 'killed-'));
const lived = join(scratch, 'lived');
beforeAll(() => {
  mkdirSync(lived);
  live(lived);
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** What the next run wants: other files, other kinds of them, and most of the old ones no longer. */
const changed: readonly FileSpec[] = [
  aFile('k8s/updated.yaml', 'a: 3\n'),
  aFile('k8s/drifted.yaml', 'b: 1\n', sample),
  aFile('new/created.yaml', 'h: 2\n'),
  aFile('src/new.ts', 'ours now\n'),
  aFile('.gitignore', 'other/\n', block),
  jsonKeys('package.json', { scripts: { test: 'three' } }, ['scripts', 'test']),
];

test(
  'killed ahead of any call that writes, each file is old or new, and the next run ends the job',
  () => {
    const before = bytesOf(lived);
    const through = copyOf(lived);
    resync(through, wantedNow, options);
    const after = bytesOf(through);
    const nexts = [wantedNow, changed, [], [aFile('gone/old.yaml', 'd: 1\n')]].map((next) => ({
      next,
      outcomes: outcomesOf(lived, wantedNow, next),
    }));
    const calls = killedAt(Infinity, lived, () => resync(copyOf(lived), wantedNow, options));
    expect(calls).toBeGreaterThan(50);
    const failures = sampleOf(casesOf(calls, nexts), 60).flatMap(({ moment, value }) => {
      const root = copyOf(lived);
      killedAt(moment, root, () => resync(root, wantedNow, options));
      const now = bytesOf(root);
      const problems = [
        ...halfWritten(now, before, after),
        ...lostWords(now, userWords),
        ...problemsOfNext(root, value.next, value.outcomes),
        ...lostWords(bytesOf(root), userWords),
      ];
      rmSync(root, { recursive: true });
      return problems.length === 0 ? [] : [{ moment, problems }];
    });
    expect(failures.slice(0, 3)).toEqual([]);
  },
  4 * 60_000,
);

/** At each moment one of the values, or all of them. */
const casesOf = <Value>(
  calls: number,
  values: readonly Value[],
): readonly { readonly moment: number; readonly value: Value }[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((moment) =>
    values
      .filter((_, place) => (moment + place) % sampleSize(1, values.length) === 0)
      .map((value) => ({ moment, value })),
  );

/** What may be wanted at each path. */
const variants: readonly (readonly FileSpec[])[] = [
  ['a: 1\n', 'a: 2\n'].map((text) => aFile('k8s/base/a.yaml', text)),
  [aFile('bin/run', 'x\n', managed, true), aFile('bin/run', 'x\n'), aFile('bin/run', 'y\n')],
  [aFile('src/app.ts', 'app\n', sample), aFile('src/app.ts', 'app\n')],
  [aFile('.gitignore', 'a/\n', block), aFile('.gitignore', 'b/\n', block)],
  [
    jsonKeys('package.json', { a: 1 }, ['a']),
    jsonKeys('package.json', { a: 2, b: { c: 1 } }, ['a'], ['b', 'c']),
    jsonKeys('package.json', { d: 3 }, ['d']),
  ],
  [
    yamlEntries('release.yaml', { images: [{ name: 'x', tag: '0' }] }, ['images'], 'name'),
    yamlEntries('release.yaml', { images: [{ name: 'y', tag: '0' }] }, ['images'], 'name'),
  ],
  [aFile('docs/guide', 'g\n'), aFile('docs/guide/deep/start.md', 'g\n')],
];
const config = fc
  .tuple(...variants.map((each) => fc.option(fc.constantFrom(...each), { nil: undefined })))
  .map((specs) => specs.filter((spec) => spec !== undefined));
const edits = fc.dictionary(
  fc.constantFrom('k8s/base/a.yaml', 'src/app.ts', '.gitignore', 'package.json', 'docs/mine.md'),
  fc.constantFrom('{"mine": "word-1"}\n', 'word-2: 1\n', ''),
  { maxKeys: 3 },
);

test(
  'killed at any moment of any config, the next run of any other leaves nothing without an owner',
  () => {
    let kills = 0;
    fc.assert(
      fc.property(
        config,
        edits,
        config,
        fc.array(fc.integer({ min: 3, max: 45 }), { minLength: 1, maxLength: 3 }),
        config,
        (first, edited, second, moments, third) => {
          const origin = mkdtempSync(join(scratch, 'law-'));
          resync(origin, first, options);
          for (const [path, text] of Object.entries(edited)) edit(origin, path, text);
          const root = copyOf(origin);
          // The second one that is killed may be the one that ends what the first began.
          for (const moment of moments) killedAt(moment, root, () => attempt(root, second));
          if ([...bytesOf(root).keys()].some(isOfTheRun)) kills += 1;
          const outcomes = outcomesOf(origin, second, third);
          // What is refused writes nothing; where a file becomes a folder that is so.
          if (outcomes.length < 2 || !isPlanned(root, third)) return;
          expect(problemsOfNext(root, third, outcomes)).toEqual([]);
        },
      ),
      { numRuns: sampleSize(1000, 40) },
    );
    process.stdout.write(`${String(kills)} runs that were killed while they held the lock\n`);
    expect(kills).toBeGreaterThan(10);
  },
  4 * 60_000,
);

test('what people did to a file after the run was killed is theirs: kept, or refused by name', () => {
  const root = mkdtempSync(join(scratch, 'edited-'));
  resync(root, [aFile('a.yaml', 'a: 1\n')], options);
  const calls = killedAt(Infinity, root, () => resync(copyOf(root), [], options));
  for (let moment = 1; moment <= calls; moment += 1) {
    const killed = copyOf(root);
    killedAt(moment, killed, () => resync(killed, [aFile('deploy.yaml', 'd: 1\n')], options));
    edit(killed, 'deploy.yaml', '# mine\n');
    const strict = { ...options, takeOver: false };
    const planned = planChanges(killed, [], strict).find(({ path }) => path === 'deploy.yaml');
    if (planned === undefined) resync(killed, [], strict);
    else expect(() => resync(killed, [], strict)).toThrow(/deploy\.yaml: no longer generated, but/);
    expect(get(killed, 'deploy.yaml')).toContain('# mine\n');
  }
});

/** As if the run that was killed had never begun, and as if it had ended; those that are refused are not there. */
const outcomesOf = (
  origin: string,
  second: readonly FileSpec[],
  third: readonly FileSpec[],
): Outcomes =>
  [[third], [second, third]].flatMap((configs) => {
    const root = copyOf(origin);
    const isDone = configs.every((wanted) => attempt(root, wanted));
    return isDone ? [recordedBytes(root)] : [];
  });

/** What is wrong with the next run after one that was killed: that it is foreseen, complete and final. */
function problemsOfNext(root: string, next: readonly FileSpec[], outcomes: Outcomes): unknown[] {
  const problems: unknown[] = [];
  const killed = treeOf(root);
  const isLeft = [...bytesOf(root).keys()].some((path) => path === JOURNAL_PATH);
  const planned = planChanges(root, next, options);
  if (isLeft && isClean(planned)) problems.push('check calls an interrupted run clean');
  if (JSON.stringify(treeOf(root)) !== JSON.stringify(killed)) problems.push('planning writes');
  const done = resync(root, next, options);
  const kindsOf = (changes: typeof done): string =>
    JSON.stringify(
      changes.filter(({ path }) => path !== INVENTORY_PATH).map(({ path, kind }) => [path, kind]),
    );
  // A folder that goes before the next plan may have been where a file belongs.
  const isPlain = planned.every(({ kind }) => kind !== 'conflict');
  if (isPlain && kindsOf(planned) !== kindsOf(done))
    problems.push({ planned: kindsOf(planned), done: kindsOf(done) });
  problems.push(...strays(root, outcomes));
  const settled = treeOf(root);
  if (!isClean(planChanges(root, next, { takeOver: false }))) problems.push('check finds work');
  if (!isClean(resync(root, next, options))) problems.push('the run after it finds work');
  if (JSON.stringify(treeOf(root)) !== JSON.stringify(settled))
    problems.push('the run after it writes');
  return problems;
}

/** Brings a folder to a config; says whether that was not refused. */
function attempt(root: string, wanted: readonly FileSpec[]): boolean {
  const isPossible = isPlanned(root, wanted);
  if (isPossible) resync(root, wanted, options);
  return isPossible;
}

const isPlanned = (root: string, wanted: readonly FileSpec[]): boolean =>
  planChanges(root, wanted, options).every(({ kind }) => kind !== 'conflict');

function edit(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { flag: 'a' });
}

function copyOf(origin: string): string {
  const root = mkdtempSync(join(scratch, 'copy-'));
  cpSync(origin, root, { recursive: true });
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}
