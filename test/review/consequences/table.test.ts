import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { consequencesOf } from '../../../src/review/consequences/consequences.ts';
import { rows } from '../../../src/review/consequences/table.ts';
import { withConsequences } from '../../../scripts/consequence-table.ts';
import { cases } from './cases.ts';

const foreseen = (before: readonly Fact[], after: readonly Fact[], livedIn = ['dev', 'prod']) =>
  consequencesOf({ facts: before, isNew: false, livedIn: new Set(livedIn) }, after);

test('each row has a case, and each case a row', () => {
  expect(Object.keys(cases).sort()).toEqual(rows.map(({ id }) => id).sort());
});

test.each(rows.map((row) => [row.id, row] as const))('%s', (id, { level }) => {
  const found = cases[id];
  if (found === undefined) throw new Error(`no case for ${id}`);
  const { before, after, says, near } = found;
  const consequence = foreseen(before, after).find((one) => one.id === id);
  expect(consequence).toMatchObject({ id, level });
  expect(consequence?.text).toMatch(says);
  expect(foreseen(...near).filter((one) => one.id === id)).toEqual([]);
  expect(foreseen(before, before)).toEqual([]);
});

test.each(rows.map((row) => [row.id, row] as const))(
  '%s where nothing was released yet',
  (id, { level }) => {
    const { before = [], after = [] } = cases[id] ?? {};
    const consequence = foreseen(before, after, []).find((one) => one.id === id);
    expect(consequence?.level).toBe(level === 'refused' ? 'dangerous' : 'note');
  },
);

test('the same change of several environments is told once', () => {
  const of = (namespace: string): Fact[] =>
    ['dev', 'prod'].map((environment) => ({
      environment,
      object: 'environment',
      is: { namespace },
    }));
  const [first, ...more] = foreseen(of('a'), of('b'));
  expect(first?.environments.length).toBeGreaterThan(0);
  expect([first, ...more].flatMap((one) => one?.environments)).toEqual(['dev', 'prod']);
});

test('after a merge conflict the facts of both sides count', () => {
  const of = (namespace: string): Fact => ({
    environment: 'dev',
    object: 'environment',
    is: { namespace },
  });
  expect(foreseen([of('a'), of('b')], [of('a')]).map(({ text }) => text)).toEqual([
    expect.stringContaining('b becomes a'),
  ]);
  expect(foreseen([of('a'), of('b')], [of('c')])).toHaveLength(2);
});

test('the page lists every row as it is', () => {
  const text = readFileSync(
    new URL('../../../docs/how-to/change-what-lives.md', import.meta.url),
    'utf8',
  );
  expect(text).toBe(withConsequences(text, rows));
});
