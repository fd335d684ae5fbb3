import { join } from 'node:path';
import fs from 'fs-extra';

/** What only POSIX systems have, and how a test shows that it needs it. */
const needs: readonly (readonly [string, RegExp])[] = [
  [
    'A POSIX shell: they run generated scripts, or put a program of their own on the `PATH`',
    /'(ba)?sh'|#!\/(usr\/bin\/env|bin)/,
  ],
  ['File modes and other users', /\bchmodSync|\bgetuid|\.mode & 0o/],
  ['Symbolic links, which Windows allows to administrators only', /\bsymlinkSync/],
  ['Signals', /'SIG(KILL|TERM|INT)'/],
];

/** The files of the first tier that need a POSIX system, by what they need. */
export function posixTests(root: string): readonly (readonly [string, readonly string[]])[] {
  const files = fs
    .readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/^test\/(conformance|judges|live)\//.test(path))
    .sort();
  const textOf = (path: string): string => fs.readFileSync(join(root, path), 'utf8');
  return needs.map(([need, sign]) => [need, files.filter((path) => sign.test(textOf(path)))]);
}

const heading = '## Tests that need POSIX\n';

/** The page with its list as the tests are. */
export function withPosixTests(page: string, tests: ReturnType<typeof posixTests>): string {
  const lists = tests.map(
    ([need, files]) => `${need}:\n\n${files.map((file) => `- \`${file}\`\n`).join('')}`,
  );
  return `${page.slice(0, page.indexOf(heading))}${heading}\n${lists.join('\n')}`;
}
