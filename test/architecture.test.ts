import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const textOf = (path: string): string => readFileSync(join(root, 'src', path), 'utf8');

/** What each folder of src/ may import beside itself, `errors` and `version`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  render: ['domain'],
  kubernetes: ['domain', 'render'],
  stores: ['domain', 'render', 'kubernetes'],
  config: ['domain', 'stores'],
  plan: ['domain', 'stores', 'config'],
  files: ['domain', 'kubernetes', 'stores', 'plan', 'render'],
  git: [],
  write: ['domain', 'render', 'git'],
  rendered: ['domain', 'git'],
  review: ['domain', 'plan', 'render', 'rendered', 'write'],
  release: ['domain', 'plan', 'write', 'render', 'git'],
  secrets: ['domain', 'config', 'plan', 'write', 'render', 'git'],
  // The config that a user wrote imports the package by its name, so the host hands it the entry point.
  projen: ['domain', 'config', 'plan', 'render', 'files', 'write', 'resync', 'index'],
};
const forAll = ['errors', 'version'];

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

test('a stage imports only stages on its left', () => {
  const wrong = sources.flatMap((path) => {
    const own = folderOf(path);
    const allowed = own === 'errors' ? [] : [...forAll, own, ...(mayImport[own] ?? [])];
    if (own === 'cli' || (path.split('/').length === 1 && own !== 'errors')) return [];
    return importsOf(path)
      .filter((target) => !allowed.includes(target))
      .map((target) => `src/${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('every folder has its row in the table', () => {
  const folders = new Set(sources.filter((path) => path.includes('/')).map(folderOf));
  expect(
    [...folders].filter((folder) => folder !== 'cli' && mayImport[folder] === undefined),
  ).toEqual([]);
});

test('no file has more than 330 lines', () => {
  expect(
    sources
      .map((path) => ({ path, lines: textOf(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 330),
  ).toEqual([]);
});

/** What stands nowhere in the sources, but for the file that is there for it. */
const forbidden: readonly (readonly [string, RegExp, string])[] = [
  ['any', /[:<|&,(]\s*any\b|\bas any\b/, ''],
  ['console', /\bconsole\./, 'cli/output.ts'],
  ['process.exit', /\bprocess\.exit\(/, 'cli/main.ts'],
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

const folderOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.ts$/, '');

/** First path segments, under src/, of what a file imports from us. */
function importsOf(path: string): string[] {
  return [...textOf(path).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    folderOf(new URL(target, `file:///${path}`).pathname.slice(1)),
  );
}

/** The source without comments and without what stands in quotes. */
const codeOf = (path: string): string =>
  textOf(path)
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, (quoted) =>
      /^'(node:|fs-extra)/.test(quoted) ? quoted : "''",
    );
