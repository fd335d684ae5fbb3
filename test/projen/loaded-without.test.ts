import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadWithout } from '../../src/projen/load-without.ts';
import { SampleDir } from '../../src/projen/projen.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A file that needs a package which counts how often it is loaded. */
function needy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'needy-'));
  folders.push(folder);
  mkdirSync(join(folder, 'node_modules/heavy'), { recursive: true });
  writeFileSync(
    join(folder, 'node_modules/heavy/index.js'),
    'exports.loads = (globalThis.loads ??= []); exports.loads.push(1); exports.answer = () => 42;\n',
  );
  writeFileSync(
    join(folder, 'needy.js'),
    "const heavy = require('heavy'); exports.answer = () => heavy.answer();\n",
  );
  return join(folder, 'needy.js');
}

test('a heavy package is loaded at its first use, once, and others get the real one', () => {
  const file = needy();
  const find = createRequire(file);
  const light: { answer: () => number } = loadWithout(['heavy'], file, () => find(file));
  expect(Reflect.get(globalThis, 'loads')).toBeUndefined();
  expect([light.answer(), light.answer()]).toEqual([42, 42]);
  expect(find('heavy').loads).toEqual([1]);
  Reflect.deleteProperty(globalThis, 'loads');
});

test('a failed load leaves no stand-in behind', () => {
  const file = needy();
  expect(() =>
    loadWithout(['heavy'], file, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(createRequire(file)('heavy').answer()).toBe(42);
  Reflect.deleteProperty(globalThis, 'loads');
});

test('projen is loaded without what only its tasks and its clean-up need', () => {
  expect(SampleDir.name).toBe('SampleDir');
  const loaded = Object.keys(createRequire(import.meta.url).cache).map((file) =>
    file.replaceAll('\\', '/'),
  );
  expect(loaded.filter((file) => file.includes('/projen/')).length).toBeGreaterThan(10);
  expect(loaded.filter((file) => /\/node_modules\/(?:dax|fast-glob|semver)\//.test(file))).toEqual(
    [],
  );
});
