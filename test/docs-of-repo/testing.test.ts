import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withScenarios } from '../../scripts/scenario-table.ts';
import { scenarios } from '../live/scenarios.ts';
import { repository } from './pages.ts';

test('the page about testing lists the scenarios of the live tier; npm run docs writes it', () => {
  expect(scenarios.length).toBeGreaterThan(1);
  const text = readFileSync(join(repository, 'docs/testing.md'), 'utf8');
  expect(text).toBe(withScenarios(text, scenarios));
});

test('no two scenarios have the same name, and each fault is said', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  expect(scenarios.filter(({ fault }) => fault.breaks === '' || fault.says.source === '')).toEqual(
    [],
  );
});
