import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs each case once per round, in turn (A B C, A B C, …), so that a machine that slows down slows all of them;
 * what a case needs first runs once, before all of them. Gives the wall-clock seconds of every round and the
 * largest resident set in MB of each case.
 */
export function measured(cases, rounds) {
  for (const { first } of cases) if (first !== undefined) finished(first);
  for (const one of cases) finished(one); // fills the caches
  const memory = cases.map((one) =>
    memoryOf(finished(one, { NODE_OPTIONS: `--require ${reporter}` }).stderr),
  );
  const seconds = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, one] of cases.entries()) seconds[index].push(finished(one).seconds);
  return cases.map((one, index) => ({ ...one, seconds: seconds[index], memory: memory[index] }));
}

/** The middle of the samples. */
export const median = (samples) =>
  [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)];

/** How many times longer one case takes than another: the middle of the ratios within the rounds. */
export const ratio = (one, other) =>
  median(one.seconds.map((seconds, round) => seconds / other.seconds[round]));

const reporter = JSON.stringify(fileURLToPath(new URL('report-memory.cjs', import.meta.url)));

// A command that starts others reports once for each of them.
const memoryOf = (stderr) =>
  Math.round(
    Math.max(...[...stderr.matchAll(/maxRSS=(\d+)/g)].map(([, kib]) => Number(kib))) / 1024,
  );

function finished({ command: [program, ...words], cwd, before = () => {} }, environment = {}) {
  before();
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, words, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed:\n${stderr}`);
  return { seconds, stderr };
}
