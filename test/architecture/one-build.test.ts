import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const tests = join(import.meta.dirname, '..');

// A build empties dist/ first, and whoever packs or starts it in that moment finds nothing.
test('the package is built by the setup of a tier alone, and not beside its tests', () => {
  const script = ['scripts', 'build.mjs'].join('/');
  const builds = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => readFileSync(join(tests, path), 'utf8').includes(script));
  expect(builds).toEqual([join('package', 'pack.ts')]);
});
