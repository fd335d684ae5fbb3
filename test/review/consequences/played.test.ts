import { expect, test } from 'vitest';
import {
  playedElsewhere,
  playedHere,
  unplayable,
  unplayed,
} from '../../live/scenarios/consequences/coverage.ts';
import { scenarios } from '../../live/scenarios.ts';

test('every consequence is played once on the live cluster, or has a reason', () => {
  const ids = [
    ...playedHere,
    ...Object.keys(playedElsewhere),
    ...Object.keys(unplayable),
    ...unplayed,
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test('the scenarios that play a consequence exist', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.values(playedElsewhere)));
});
