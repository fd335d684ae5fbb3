import { expect, test } from 'vitest';
import { typeIssues, type Edits } from './scratch.ts';
import { storeFields, unions } from './unions.ts';

// One check for all: the type check of the whole program takes seconds.
const edited = new Map<string, Edits>();
for (const { file, edits } of unions.flatMap(({ added }) => added))
  edited.set(file, [...(edited.get(file) ?? []), ...edits]);
const issues = unions.length === 0 ? [] : typeIssues(edited);

test('a new member is missed by the tables and by nothing else', () => {
  const tables = new Set(unions.flatMap((union) => union.tables));
  expect(issues.filter(({ file }) => !tables.has(file))).toEqual([]);
});

test.each(unions.flatMap(({ name, tables }) => tables.map((table) => [name, table] as const)))(
  'a new member of %s is missed by %s',
  (name, table) => {
    const missed = issues.filter(
      ({ file, message }) => file === table && message.includes(`scratch-${name}`),
    );
    expect(missed).not.toEqual([]);
  },
);

test.each(storeFields)('a kind of store that does not answer %s does not compile', (field) => {
  expect(issues.filter(({ message }) => message.includes(`'${field}' is missing`))).not.toEqual([]);
});
