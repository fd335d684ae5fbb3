import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionScript } from '../../src/cli/completion.ts';
import { commands } from '../../src/cli/commands.ts';
import { printable, printableJson } from '../../src/domain/printable.ts';

/** Strings of everything that a terminal reads as more than a letter, and of what looks like our escapes. */
const hostile = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xff_ff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x80, max: 0x9f }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('\\', '\\\\', 'u', 'u001b', '\\u001b', '\\u202E', '\\u0041', '\u001b[31m'),
      fc.constantFrom('\u202e', '\u2066', '\u2069', '\u2028', '\u200b', '\ufeff', '\u{e0041}'),
      fc.constantFrom('\ud800', '\udc00', '\r', '\n', '\t', 'a', 'é', '😀', '\u007f', '\u0007'),
    ),
  )
  .map((parts) => parts.join(''));

/** What may reach a terminal: no control but line ends and tabs, nothing that turns, hides or is half. */
const isSafe = (text: string): boolean =>
  [...text].every((character) => /[\n\t]|[^\p{C}\p{Zl}\p{Zp}]|\p{Co}|\p{Cn}/u.test(character));

/** What a reader takes it for. */
const read = (text: string): string =>
  text.replaceAll(/(\\+)(u([0-9a-fA-F]{4}))?/g, (all, slashes: string, word = '', hex = '') => {
    if (word === '') return all;
    const unit = String.fromCharCode(Number.parseInt(hex, 16));
    if (isSafe(unit)) return all;
    return '\\'.repeat(slashes.length >> 1) + (slashes.length % 2 === 1 ? unit : word);
  });

test('whatever is printed is safe to show, and says what it was', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = printable(text);
      expect(isSafe(shown)).toBe(true);
      expect(read(shown)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('JSON is safe to show and keeps every value', () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.jsonValue())), (value) => {
      const shown = printableJson(value);
      expect(isSafe(shown)).toBe(true);
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(Object.keys(JSON.parse(shown))).toEqual(Object.keys(value));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['\u001b[2J\u001b]0;x\u0007', '\\u001b[2J\\u001b]0;x\\u0007'],
  ['\u009b31m', '\\u009b31m'],
  ['a\u202egnp.exe', 'a\\u202egnp.exe'],
  ['\ud800', '\\ud800'],
  ['one\r\ntwo\tthree', 'one\\u000d\ntwo\tthree'],
  ['C:\\users\\user', 'C:\\users\\user'],
  ['"\\u001b"', '"\\\\u001b"'],
  ['"\\u0041"', '"\\u0041"'],
  ['naïve 😀 … 日本', 'naïve 😀 … 日本'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('a long row of backslashes takes no longer than it is', () => {
  const start = performance.now();
  printable('\\'.repeat(200_000));
  expect(performance.now() - start).toBeLessThan(500);
});

test('what we print ourselves is printed as it is', () => {
  const docs = join(import.meta.dirname, '../../docs');
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => readFileSync(join(docs, path), 'utf8'));
  const scripts = ['bash', 'zsh', 'fish'].map((shell) => completionScript(shell, commands));
  expect(pages.length).toBeGreaterThan(10);
  for (const text of [...pages, ...scripts]) expect(printable(text)).toBe(text);
});
