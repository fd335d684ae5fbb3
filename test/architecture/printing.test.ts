import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What prints or ends the process, and the files that may. */
const reserved: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['the console', /\bconsole\s*[.[]/, []],
  ['the streams of the process', /\bprocess\s*[.[]\W*std(?:out|err)\b/, ['cli/output.ts']],
  // These name the numbers of stdout and stderr.
  [
    'the files 1 and 2',
    /STDOUT|STDERR|\bwrite\w*\(\s*[12]\s*,/,
    ['cli/output.ts', 'disk/streams.ts', 'projen/config-output.ts', 'projen/direct-run.ts'],
  ],
  // They print by themselves, what `printable` gives them.
  [
    'prompts',
    /'@clack\//,
    ['cli/add/ask.ts', 'cli/ask-acceptance.ts', 'cli/create/ask.ts', 'cli/secrets/ask-value.ts'],
  ],
  [
    'the exit',
    /\bprocess\.(?:exit|abort)/,
    ['cli/exit.ts', 'projen/config-process.ts', 'projen/direct-run.ts'],
  ],
];

test.each(reserved)('%s: nobody else uses it', (_, pattern, allowed) => {
  const users = sources.filter(({ text }) => pattern.test(codeOf(text))).map(({ path }) => path);
  expect(users.filter((path) => !allowed.includes(path))).toEqual([]);
  expect(users).toEqual(expect.arrayContaining([...allowed]));
});

const codeOf = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, (quoted) => (quoted.startsWith("'@") ? quoted : "''"));
