import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const textOf = (path: string): string => readFileSync(join(root, 'src', path), 'utf8');

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources).toEqual(
    expect.arrayContaining([
      'errors.ts',
      'config/parse/parse.ts',
      'plan/make-plan.ts',
      'files/index.ts',
    ]),
  );
});

/** What stands nowhere in the sources, but for the file that is there for it. */
const forbidden: readonly (readonly [string, RegExp, string])[] = [
  ['any', /[:<|&,(]\s*any\b|\bas any\b/, ''],
  ['an enum', /^\s*(export )?(const )?enum\s+\w+\s*\{/m, ''],
  ['a default export', /^export default\b/m, ''],
  ['require', /\brequire\(/, ''],
  ['a suppressed compiler error', /@ts-(ignore|expect-error|nocheck)/, ''],
];

test.each(forbidden)('no source says %s', (_, pattern, except) => {
  expect(sources.filter((path) => path !== except && pattern.test(codeOf(path)))).toEqual([]);
});

test('git is called in one folder', () => {
  expect(
    sources.filter(
      (path) => !path.startsWith('git/') && /(?:spawn|exec)\w*\(\s*'git'/.test(textOf(path)),
    ),
  ).toEqual([]);
});

/**
 * What the same input, same bytes, forbids: clock, chance,
 * locale, environment, network, and with Node all the rest.
 */
const impure: readonly (readonly [string, RegExp])[] = [
  ['the clock', /\bDate\b|\bperformance\./],
  ['chance', /Math\.random|randomUUID|randomBytes/],
  ['the locale', /localeCompare|toLocale|\bIntl\./],
  ['the environment', /\bprocess\b/],
  ['the network', /\bfetch\(/],
  ['Node', /'node:|fs-extra|\bBuffer\b|import\.meta/],
];

test.each(impure)('the stages before write do not read %s', (_, pattern) => {
  const pure = sources.filter((path) =>
    /^(domain|render|kubernetes|stores|config|plan|files)\//.test(path),
  );
  expect(pure.length).toBeGreaterThan(60);
  expect(pure.filter((path) => pattern.test(codeOf(path)))).toEqual([]);
});

/** The source without comments and without what stands in quotes. */
const codeOf = (path: string): string =>
  textOf(path)
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, (quoted) =>
      /^'(node:|fs-extra)/.test(quoted) ? quoted : "''",
    );
