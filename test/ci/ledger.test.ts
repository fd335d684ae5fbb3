import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleSteps, examples } from './example-steps.ts';
import { ledger } from './ledger.ts';

test('every run step of every workflow is executed by a test or exempt with a reason, and no row is left over', () => {
  expect(new Set(exampleSteps.map(({ example }) => example)).size).toBe(examples.length);
  expect(Object.keys(ledger).toSorted()).toEqual(
    [...new Set(exampleSteps.map(({ key }) => key))].toSorted(),
  );
});

test.each(Object.entries(ledger))('%s: the tests that the ledger names exist', (_, evidence) => {
  expect(evidence.length).toBeGreaterThan(0);
  for (const row of evidence) {
    if ('exempt' in row) expect(row.exempt).toMatch(/^.{30,}$/);
    else
      expect(readFileSync(join(import.meta.dirname, '../..', row.file), 'utf8')).toContain(
        `'${row.test}'`,
      );
  }
});
