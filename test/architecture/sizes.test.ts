import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The lines of every source below a folder, by path; trees that only judges read are no sources. */
const sourcesIn = (folder: string): (readonly [path: string, lines: readonly string[]])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(?:ts|mjs|cjs)$/.test(path) && !path.includes('/clean-tree/'))
    .sort()
    .map((path) => [path, readFileSync(join(root, path), 'utf8').trimEnd().split('\n')] as const);

const src = sourcesIn('src');
const others = ['test', 'scripts', 'bench', 'projenrc'].flatMap(sourcesIn);

test('no source has more than 250 lines', () => {
  expect(src.length).toBeGreaterThan(300);
  expect(tooLong(src, 250)).toEqual([]);
});

// Most of such a file is a table of cases, which does not get shorter by being two.
test('no test, script or benchmark has more than 350 lines', () => {
  expect(others.length).toBeGreaterThan(300);
  expect(tooLong(others, 350)).toEqual([]);
});

test('no line is wider than 120 characters, but for an address or a pattern', () => {
  const wide = [...src, ...others].flatMap(([path, lines]) =>
    lines.flatMap((line, index) =>
      line.length > 120 && !isAddress(line) && !isPattern(line)
        ? [`${path}:${String(index + 1)}`]
        : [],
    ),
  );
  expect(wide).toEqual([]);
});

const tooLong = (files: typeof src, most: number): string[] =>
  files
    .filter(([, lines]) => lines.length > most)
    .map(([path, lines]) => `${path} has ${String(lines.length)}`);

/** A line that would fit without the address in it. */
const isAddress = (line: string): boolean =>
  /https?:/.test(line) && line.replaceAll(/https?:\/\/\S+/g, '').length <= 120;

/** A regular expression on a line of its own. */
const isPattern = (line: string): boolean =>
  /^\s*(?:\w+: )?\/(?![*/]).*\/[dgimsuy]*[,;)]*$/.test(line);
