import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editConfig, pastesOf, type Edit } from '../../src/config-editor/index.ts';
import { operations } from './operations.ts';
import { styles } from './styles.ts';
import { expectInsertions, written } from './written.ts';

const cases = Object.entries(styles).flatMap(([style, source]) =>
  Object.entries<Edit>(operations).map(([name, edit]) => ({ style, name, source, edit })),
);
const lines = cases.flatMap(({ style, name, source, edit }) => [
  `${style}: ${name}`,
  ...written(source, edit).map((line) => `    ${line}`),
]);

// A table that a person has read: every line of it is what one would have typed.
const table = join(import.meta.dirname, 'written.txt');

test('each edit in each style is what the table says', () => {
  expect(Object.keys(styles).length).toBeGreaterThanOrEqual(25);
  expect(lines).toEqual(readFileSync(table, 'utf8').trimEnd().split('\n'));
});

test.each(cases)('$style: $name only adds, and once', ({ source, edit }) => {
  const outcome = editConfig(source, [edit]);
  if (outcome.kind !== 'edited') return expect(outcome.kind).toBe('refused');
  expectInsertions(source, outcome);
  expect(editConfig(outcome.text, [edit])).toEqual({ kind: 'unchanged' });
});

test('all edits are done, or none', () => {
  const source = styles['routes made by map'] ?? '';
  const outcome = editConfig(source, Object.values(operations));
  expect(outcome).toMatchObject({ kind: 'refused', line: 7 });
});

test.each<[string, Edit, unknown, readonly [where: string, text: string]]>([
  [
    'a list that is there',
    { kind: 'append', at: ['components', 'web', 'calls'], value: 'api' },
    { components: { web: { calls: [] } } },
    ['into the list "components.web.calls"', "'api',"],
  ],
  [
    'a list that is not there',
    { kind: 'append', at: ['components', 'web', 'calls'], value: 'api' },
    { components: { web: {} } },
    ['into "components.web"', "calls: ['api'],"],
  ],
  [
    'objects that are not there',
    {
      kind: 'set',
      at: ['environments', 'prod', 'overrides', 'dataStores', 'db', 'backup'],
      value: {},
    },
    { environments: { prod: {} } },
    ['into "environments.prod"', 'overrides: { dataStores: { db: { backup: {} } } },'],
  ],
  [
    'a value that is replaced',
    { kind: 'set', at: ['components', 'web'], value: {} },
    { components: { web: { port: 1 } } },
    ['into "components"', 'web: {},'],
  ],
])('%s is pasted into what stands there', (_, edit, config, [where, text]) => {
  const source = styles['as the tool writes it'] ?? '';
  expect(pastesOf(source, [edit], config)).toEqual([{ where, text }]);
});

test.each<[string, Edit, string]>([
  ['a number', { kind: 'set', at: ['port'], value: 8080 }, 'port: 8080,'],
  ['text', { kind: 'set', at: ['a b'], value: "it's" }, "'a b': 'it\\'s',"],
  ['no value', { kind: 'set', at: ['none'], value: null }, 'none: null,'],
  ['an empty object', { kind: 'set', at: ['packaging'], value: {} }, 'packaging: {},'],
  ['a prototype', { kind: 'set', at: ['__proto__'], value: 1 }, "['__proto__']: 1,"],
])('%s is written so that it means itself', (_, edit, text) => {
  const source = styles['as the tool writes it'] ?? '';
  expect(written(source, edit).at(-1)).toBe(`+  ${text}`);
});

test.each<[string, Edit, readonly string[]]>([
  [
    'a plain value is replaced where it stands',
    { kind: 'set', at: ['components', 'server', 'port'], value: 8080 },
    [
      "-    server: { port: 3000, routes: [{ path: '/' }] },",
      "+    server: { port: 8080, routes: [{ path: '/' }] },",
    ],
  ],
  [
    'the same value is left alone',
    { kind: 'set', at: ['components', 'server', 'routes'], value: [{ path: '/' }] },
    ['unchanged'],
  ],
  [
    'a value is no list',
    { kind: 'append', at: ['components', 'server'], value: 1 },
    ['refused, line 9: "components.server" is no list', 'paste into "components": server: [1],'],
  ],
])('%s', (_, edit, expected) => {
  expect(written(styles['as the tool writes it'] ?? '', edit)).toEqual(expected);
});

test('comments in a value that would be replaced are not lost', () => {
  const edit: Edit = { kind: 'set', at: ['components'], value: {} };
  expect(written(styles['comments everywhere'] ?? '', edit)[0]).toBe(
    'refused, line 6: "components" has comments in it',
  );
});
