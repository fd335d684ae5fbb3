import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './pages.ts';

const source = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(repository, 'src', path), 'utf8'))
  .join('\n');

/** The cells of every row of the dictionary, without the heads of its tables. */
const rows = readFileSync(join(repository, 'docs/dictionary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))
  .filter(([word = '']) => word !== 'Word' && !word.startsWith('---'));

const identifiers = rows.flatMap(([, , cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

test('a row is a word, its meaning, its identifiers and what not to say', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([]);
});

test('every identifier that the dictionary names is in the sources', () => {
  expect(identifiers.length).toBeGreaterThan(60);
  expect(identifiers.filter((name) => !isInSource(name))).toEqual([]);
});

test('no word is explained twice', () => {
  const words = rows.flatMap(([word = '']) => word.split(', '));
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

/** `paths.base` is a key of `paths`, `'repair'` a literal. */
const isInSource = (name: string): boolean =>
  name.startsWith("'")
    ? source.includes(name)
    : new RegExp(`\\b${name.replace(/^paths\./, '')}\\b`).test(source);
