import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { isClean } from '../../src/write/change.ts';
import { ownerText, thisProcess } from '../../src/write/lock-owner.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { bundled } from '../faults/bundle.ts';
import { digestOf } from '../release/a-project.ts';
import {
  bytesOf,
  isOfTheRun,
  live,
  lostWords,
  userWords,
  wantedNow,
} from '../write/lived-folder.ts';
import { aFolder } from '../write/helpers.ts';
import { wantedAt } from '../faults/checkout.ts';
import type { Job } from '../faults/writer.ts';

const refusal = /^[^]*UserError: another process is writing to this project/;

test.each([
  ['and no lock', ''],
  ['and the lock of a dead process', ownerText({ ...thisProcess(), pid: 2 ** 22 + 1 })],
])(
  'with twenty resyncs at once %s, each ends well or says that another one writes, and the tree is right',
  async (_, lock) => {
    const [alone, root, scratch] = [aFolder(), aFolder(), aFolder()];
    const job: Job = { wanted: wantedNow, takeOver: true };
    writeFileSync(join(scratch, 'job.json'), JSON.stringify(job));
    const program = bundled(join(import.meta.dirname, '../faults/writer.ts'));
    for (const folder of [alone, root]) live(folder);
    const started = Date.now() + 1500;
    if (lock !== '') {
      mkdirSync(join(root, '.gitops'), { recursive: true });
      writeFileSync(join(root, '.gitops/lock'), lock);
    }
    const one = await ended(program, [alone, join(scratch, 'job.json')], 0);
    expect(one).toEqual({ code: 0, err: '' });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ended(program, [root, join(scratch, 'job.json')], started)),
    );
    for (const { code, err } of all)
      expect(code === 0 ? '' : err).toMatch(code === 0 ? /^$/ : refusal);
    process.stdout.write(
      `twenty at once: ${String(all.filter(({ code }) => code === 0).length)} did or found ` +
        `the work, ${String(all.filter(({ code }) => code !== 0).length)} were told to wait\n`,
    );
    expect(all.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    expect(bytesOf(root)).toEqual(bytesOf(alone));
    expect([...bytesOf(root).keys()].filter(isOfTheRun)).toEqual([]);
    expect(lostWords(bytesOf(root), userWords)).toEqual([]);
  },
  120_000,
);

test('two hundred resyncs beside two hundred new images lose no image and leave no drift', async () => {
  const root = aFolder();
  resync(root, wantedAt(0), { takeOver: false, toolVersion: '1.0.0' });
  const program = bundled(join(import.meta.dirname, '../faults/rounds.ts'));
  const said = await Promise.all([
    rounds(program, ['resync', root, '200']),
    rounds(program, ['api', root, '100']),
    rounds(program, ['web', root, '100']),
  ]);
  process.stdout.write(`together: ${said.map((lines) => lines.at(-1) ?? '').join('; ')}\n`);
  expect(said).toEqual([
    [expect.stringMatching(/^200 resyncs/)],
    [expect.stringMatching(/^100 images/)],
    [expect.stringMatching(/^100 images/)],
  ]);
  expect(isClean(planChanges(root, wantedAt(199), { takeOver: false }))).toBe(true);
  expect(readFileSync(join(root, paths.release('dev')), 'utf8')).toMatch(
    new RegExp(`(?:a{38}63"\n +digest: "?${digestOf('c')}[^]*){2}`),
  );
  expect(
    [...bytesOf(root).keys()].filter((path) => isOfTheRun(path) || path.endsWith('.tmp')),
  ).toEqual([]);
}, 120_000);

async function ended(
  program: string,
  words: readonly string[],
  start: number,
): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(process.execPath, [program, ...words, String(start)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  await once(child, 'close');
  return { code: child.exitCode, err };
}

/** The lines that a long-lived child says. */
async function rounds(program: string, words: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  return lines;
}
