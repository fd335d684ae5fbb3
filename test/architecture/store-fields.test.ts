import { expect, test } from 'vitest';
import { stores } from '../../src/stores/index.ts';
import { typeIssues } from './scratch.ts';

const fields = Object.keys(stores.external);

/** A kind without one of its answers, for each of them. */
const incomplete = fields.map(
  (field) =>
    `export const without_${field}: Store = (({ ${field}: _, ...rest }) => rest)(external);\n`,
);
const anchor = 'export type StoreKind';
const issues = typeIssues(
  new Map([['src/stores/index.ts', [[anchor, `${incomplete.join('')}${anchor}`]] as const]]),
);

test.each(fields)('a kind of store that does not answer %s does not compile', (field) => {
  expect(issues.filter(({ message }) => message.includes(`'${field}' is missing`))).toHaveLength(1);
});

test('nothing else is wrong with the copy', () => {
  expect(issues).toHaveLength(fields.length);
});
