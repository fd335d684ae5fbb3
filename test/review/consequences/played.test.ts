import { expect, test } from 'vitest';
import {
  cases,
  playedElsewhere,
  playedHere,
  unplayable,
} from '../../live/scenarios/consequences/coverage.ts';
import { rows } from '../../../src/review/consequences/table.ts';
import { scenarios } from '../../live/scenarios.ts';

test('every consequence, in each of its cases, is played on the live cluster, or has a reason', () => {
  const ids = [...playedHere, ...Object.keys(playedElsewhere), ...Object.keys(unplayable)];
  const wanted = rows.flatMap(({ id }) => cases[id]?.map((one) => `${id}/${one}`) ?? [id]);
  expect([...ids].sort()).toEqual([...wanted].sort());
});

test('the scenarios that play a consequence exist', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.values(playedElsewhere)));
});
