import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/fact.ts';
import { consequencesOf, noRecords } from '../../../src/review/consequences/consequences.ts';
import { rows } from '../../../src/review/consequences/table.ts';
import { withConsequences } from '../../../scripts/consequence-table.ts';
import { cases } from './cases.ts';

const foreseen = (before: readonly Fact[], after: readonly Fact[], livedIn = ['dev', 'prod']) =>
  consequencesOf({ ...noRecords, facts: before, livedIn: new Set(livedIn) }, after);

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

test('the same of several environments is told once, with what is different in each', () => {
  const of = (...namespaces: readonly [dev: string, prod: string]): Fact[] =>
    namespaces.map((namespace, index) => ({
      environment: ['dev', 'prod'][index] ?? '',
      object: 'environment',
      is: { namespace },
    }));
  expect(foreseen(of('a', 'a'), of('b', 'b'))).toMatchObject([
    { environments: ['dev', 'prod'], text: expect.stringMatching(/^namespace a becomes b\. /) },
  ]);
  expect(foreseen(of('a-dev', 'a-prod'), of('b-dev', 'b-prod'))).toMatchObject([
    {
      environments: ['dev', 'prod'],
      text: expect.stringMatching(
        /^namespace a-dev becomes b-dev \(dev\); namespace .* \(prod\)\. /,
      ),
      way: expect.stringMatching(
        /In the config: environments.dev.namespace: 'a-dev', environments.prod.namespace: 'a-prod'$/,
      ),
    },
  ]);
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
  expect(foreseen([of('a'), of('b')], [of('c')]).map(({ text }) => text)).toEqual([
    expect.stringContaining('namespace a becomes c; namespace b becomes c. '),
  ]);
});

test('the page lists every row as it is', () => {
  const text = readFileSync(
    new URL('../../../docs/how-to/change-what-lives.md', import.meta.url),
    'utf8',
  );
  expect(text).toBe(withConsequences(text, rows));
});
