import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './pages.ts';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');
const sources = tracked.filter((path) => /^[^/]+\/.*\.(ts|mts|mjs|cjs)$/.test(path));
// Trees that are judged, and a table whose comment shows a row that may be there one day.
const ownSources = sources.filter(
  (path) => !/^(examples|test\/judges\/clean-tree)\/|^test\/architecture\/unions\.ts$/.test(path),
);
const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');

const commentsOf = (text: string): readonly string[] =>
  text.match(/(?<!\w)\/\*[\s\S]*?\*\/|(?<![:'"`\w/\\])\/\/ .*$/gm) ?? [];

/** Names of files in a text: a path, of which `<word>` and `*` may stand for a part. */
const namedIn = (text: string): readonly string[] =>
  (
    text
      .replaceAll(/https?:\S+/g, '')
      .match(/[\w.@/<>*-]+\.(ts|mjs|cjs|js|md|json|ya?ml|hbs|sh)\b/g) ?? []
  )
    .map((name) => name.replace(/^\.?\//, ''))
    .filter((name) => !products.has(name));

/** Names that only look like files. */
const products: ReadonlySet<string> = new Set(['Next.js', 'Node.js']);

/** Whether a file of this repository, or of an example, ends in this path. */
function exists(name: string): boolean {
  const pattern = name
    .split(/<[\w-]+>|\*+/)
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\w./-]*');
  const ends = new RegExp(`(^|/)${pattern}$`);
  return built.has(name) || tracked.some((path) => ends.test(path));
}

/** What builds and tests make. */
const built: ReadonlySet<string> = new Set([
  'schema.json',
  'rounds.mjs',
  'writer.mjs',
  'node_modules/yaml/browser/index.js',
]);

test('a comment in a source names only files that exist', () => {
  expect(ownSources.length).toBeGreaterThan(300);
  const wrong = ownSources.flatMap((path) =>
    commentsOf(textOf(path))
      .flatMap(namedIn)
      .filter((name) => !exists(name))
      .map((name) => `${path}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['// see src/files/nowhere.ts', ['src/files/nowhere.ts']],
  ['/** What values-<environment>.yaml holds, and Next.js reads. */', []],
  ['const path = "gone.ts"; // https://example.com/gone.md', []],
])('in %s the missing files are %j', (text, missing) => {
  expect(
    commentsOf(text)
      .flatMap(namedIn)
      .filter((name) => !exists(name)),
  ).toEqual(missing);
});

test('no source or page cites a page outside of this repository', () => {
  const cited =
    /\b(DESIGN|FACTS|REFUSALS|CAPABILITIES|REQUIREMENTS)\b(?! [a-z])|\b(VERIFY|STYLE)\.md/;
  const texts = [...ownSources, ...tracked.filter((path) => /^(docs\/.*|[^/]+)\.md$/.test(path))];
  const wrong = texts.filter(
    (path) => path !== 'test/docs-of-repo/comments.test.ts' && cited.test(textOf(path)),
  );
  expect(wrong).toEqual([]);
});
