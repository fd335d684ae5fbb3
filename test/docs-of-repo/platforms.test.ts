import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { posixTests, withPosixTests } from '../../scripts/posix-tests.ts';
import { repository } from './pages.ts';

test('the page about platforms lists the tests that need POSIX; npm run docs writes it', () => {
  const tests = posixTests(repository);
  expect(tests.filter(([, files]) => files.length === 0)).toEqual([]);
  const text = readFileSync(join(repository, 'docs/internals/platforms.md'), 'utf8');
  expect(text).toBe(withPosixTests(text, tests));
});
