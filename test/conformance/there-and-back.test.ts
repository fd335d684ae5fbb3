import { afterAll, beforeAll, expect, test } from 'vitest';
import { skipSync } from '../faults/intercept.ts';
import { randomPairBreaches } from '../laws/random-pairs.ts';
import { sampleSize } from '../sample.ts';

let undo = (): void => undefined;
beforeAll(() => {
  undo = skipSync();
});
afterAll(() => {
  undo();
});

/** Five hundred take three minutes on a quiet machine. */
test('every change of a random config can be made and unmade', () => {
  expect(randomPairBreaches(sampleSize(500, 120))).toEqual([]);
});
