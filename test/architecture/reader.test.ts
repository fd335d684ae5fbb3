import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What of `node:fs` tells what is on the disk. */
const reads = [
  'access',
  'cp',
  'createReadStream',
  'exists',
  'fstat',
  'glob',
  'lstat',
  'open',
  'opendir',
  'openAsBlob',
  'read',
  'readdir',
  'readFile',
  'readv',
  'stat',
  'statfs',
  'watch',
].flatMap((name) => [name, `${name}Sync`]);

/** Who reads without `src/disk`, and why it may. */
const exceptions: Readonly<Record<string, string>> = {
  'version.ts': 'reads our own package.json',
  'cli/docs.ts': 'reads the pages of our own package',
  'projen/templates.ts': 'reads the templates of our own package',
  'write/sync.ts': 'opens what it wrote, to have it on the disk',
  'write/place-files.ts': 'opens what it creates',
  'write/lock-owner.ts': 'asks the system about processes',
};

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.startsWith('disk/'))
  .sort();

const imported = (text: string): string[] =>
  [
    ...text.matchAll(
      /import\s*(?:\{([^}]*)\}|(\* as \w+|\w+))\s*from\s*'(?:node:)?fs(?:\/promises)?'/g,
    ),
  ]
    .flatMap(([, names = '', whole]) => whole ?? names.split(','))
    .map((name) => name.trim().split(' ')[0] ?? '');

test('only src/disk reads the disk, so that its rules hold for everything that is read', () => {
  const wrong = sources
    .filter((path) => exceptions[path] === undefined)
    .flatMap((path) =>
      imported(readFileSync(join(root, path), 'utf8'))
        .filter((name) => name === '*' || reads.includes(name))
        .map((name) => `${path} imports ${name}: use src/disk, or say in this test why not`),
    );
  expect(wrong).toEqual([]);
});

test('no other way to node:fs is taken', () => {
  // It compares the functions with what they were, and calls none of them.
  const others = sources.filter((path) => path !== 'projen/built-ins.ts');
  const wrong = others.filter((path) =>
    /(?:require|import)\(\s*['"](?:node:)?fs|getBuiltinModule|from 'fs(?:-extra)?'/.test(
      readFileSync(join(root, path), 'utf8'),
    ),
  );
  expect(wrong).toEqual([]);
});
