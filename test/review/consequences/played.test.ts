import { expect, test } from 'vitest';
import {
  playedElsewhere,
  playedHere,
  unplayable,
  unplayed,
} from '../../live/scenarios/consequences/coverage.ts';
import { rows } from '../../../src/review/consequences/table.ts';
import { scenarios } from '../../live/scenarios.ts';

test('every consequence is played once on the live cluster, or has a reason', () => {
  const ids = [
    ...playedHere,
    ...Object.keys(playedElsewhere),
    ...Object.keys(unplayable),
    ...Object.keys(unplayed),
  ];
  expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort());
});

test('the scenarios that play a consequence exist', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.values(playedElsewhere)));
});
