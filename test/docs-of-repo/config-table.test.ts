import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withOptionTables } from '../../scripts/option-tables.ts';
import { describeConfig } from '../../src/config/schema/describe.ts';
import { repository } from './pages.ts';

const rows = describeConfig();
const document = readFileSync(join(repository, 'docs/config.md'), 'utf8');

test('the option tables are the ones that npm run docs writes', () => {
  expect(document).toBe(withOptionTables(document, rows));
});

test('a changed table is brought back, and the text around it is kept', () => {
  const changed = document.replace('| HTTP port of the container. |', '| Something else. |');
  expect(changed).not.toBe(document);
  expect(withOptionTables(changed, rows)).toBe(document);
});

test('every option has a description', () => {
  expect(
    rows.filter(({ description }) => description.trim() === '').map(({ path }) => path),
  ).toEqual([]);
});

test('no two options have one path', () => {
  const paths = rows.map(({ path }) => path);
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

test('options of every depth and union member are there, with type, default and form', () => {
  const byPath = new Map(rows.map((row) => [row.path, row]));
  expect(byPath.get('components.<name>.runtime (node).version')).toEqual({
    path: 'components.<name>.runtime (node).version',
    type: '22 or 24',
    presence: { kind: 'default', value: 24 },
    description: 'Node.js major version',
    format: '',
  });
  expect(
    byPath.get('dataStores.<name> (postgres).backup (object-store).destination')?.presence,
  ).toEqual({ kind: 'required' });
  expect(byPath.get('components.<name>.routes[].retries.perTry')?.format).toContain('duration');
  expect(byPath.get('environments.<name>.namespace')?.presence).toEqual({ kind: 'optional' });
});

test('the decision about the shape counts the keys of the top level right', () => {
  const keys = new Set(rows.map(({ path }) => path.split(/[ .[]/)[0]));
  expect(readFileSync(join(repository, 'docs/decisions/config-shape.md'), 'utf8')).toContain(
    `| top level | ${keys.size} keys |`,
  );
});
