import { expect, test } from 'vitest';
import { sampleOf, sampleSize } from '../sample.ts';
import { changes } from './config-changes.ts';
import { randomPairBreaches } from './random-pairs.ts';
import { livedInBreaches, sideOf, untouchedBreaches } from './there-and-back.ts';

test('every change of a random config can be made and unmade', () => {
  expect(randomPairBreaches(sampleSize(40, 12))).toEqual([]);
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
