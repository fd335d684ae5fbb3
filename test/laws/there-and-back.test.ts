import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { UserError } from '../../src/errors.ts';
import { accepted } from '../config/arbitrary.ts';
import { skipSync } from '../faults/intercept.ts';
import { sampleOf, sampleSize } from '../sample.ts';
import { changes } from './config-changes.ts';
import { livedInBreaches, sideOf, untouchedBreaches } from './there-and-back.ts';
import type { Side } from './there-and-back.ts';

let undo = (): void => undefined;
beforeAll(() => {
  undo = skipSync();
});
afterAll(() => {
  undo();
});

test('every change of a random config can be made and unmade', () => {
  const { configs } = accepted(sampleSize(500, 40) + 1, Number(process.env['TEST_SEED'] ?? 1));
  const sides = configs.flatMap(({ config }) => sideUnlessRefused(config));
  const breaches = sides.slice(1).flatMap((b, index) => {
    const a = sides[index] ?? b;
    const found = index % 2 === 0 ? untouchedBreaches(a, b) : livedInBreaches(a, b);
    return found.filter((line) => !isTaken(line)).map((line) => `pair ${String(index)}: ${line}`);
  });
  expect(breaches.slice(0, 20)).toEqual([]);
});

test.each(sampleOf(Object.entries(changes), 5))('%s', (_, [a, b]) => {
  const [one, other] = [sideOf(a), sideOf(b)];
  expect({
    untouched: untouchedBreaches(one, other),
    livedIn: livedInBreaches(one, other),
    untouchedBack: untouchedBreaches(other, one),
    livedInBack: livedInBreaches(other, one),
  }).toEqual({ untouched: [], livedIn: [], untouchedBack: [], livedInBack: [] });
});

/** Some configs want two files at one place, which only their files show. */
function sideUnlessRefused(config: Config): readonly Side[] {
  try {
    return [sideOf(config)];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** A file of people that stands where the other config has a folder, or the other way round, is nobody's to move. */
const isTaken = (line: string): boolean =>
  /nothing was written, because|is a (?:folder|file), but must be a/.test(line);
