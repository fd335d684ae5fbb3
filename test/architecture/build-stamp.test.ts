import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { expect, test } from 'vitest';
import { isBuilt, noteBuilt } from '../../scripts/build-stamp.mjs';

const files = [
  'src/a.ts',
  'src/deep/b.ts',
  'templates/a.hbs',
  'scripts/a.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'dist/index.js',
  'schema.json',
  '.jsii',
  'THIRD-PARTY-NOTICES',
];

test('a build counts as done until a source, or something that it wrote, is another', () => {
  const root = mkdtempSync(join(tmpdir(), 'build-'));
  for (const file of files) fs.outputFileSync(join(root, file), file);
  expect(isBuilt(root)).toBe(false);
  noteBuilt(root);
  expect(isBuilt(root)).toBe(true);
  for (const file of files) {
    fs.appendFileSync(join(root, file), ' ');
    expect(isBuilt(root), file).toBe(false);
    fs.writeFileSync(join(root, file), file);
    expect(isBuilt(root)).toBe(true);
  }
  fs.outputFileSync(join(root, 'src/new.ts'), '');
  expect(isBuilt(root)).toBe(false);
  fs.removeSync(join(root, 'dist'));
  expect(isBuilt(root)).toBe(false);
});
