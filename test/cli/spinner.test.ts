import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { withSpinner } from '../../src/cli/spinner.ts';

/** What a terminal of so many columns is sent while something is done. */
async function sent(columns: number, work: () => Promise<unknown>): Promise<readonly string[]> {
  const texts: string[] = [];
  const terminal = { columns, write: (text: string) => texts.push(text) };
  await withSpinner('Installing packages with npm', work, terminal).catch(() => undefined);
  return texts;
}

test('what takes less than a second shows nothing', async () => {
  expect(await sent(80, () => sleep(300))).toEqual([]);
});

test.each([
  ['ends', () => sleep(1300)],
  ['fails', () => sleep(1300).then(() => Promise.reject(new Error('no')))],
])('what takes longer is said on one line, which goes when it %s', async (_, work) => {
  const texts = await sent(80, work);
  expect(texts.slice(0, -1)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^\r[-|/\\] Installing packages with npm \(1 s\)/),
    ]),
  );
  expect(texts.at(-1)).toBe('\r\u001B[K');
});

test('the line is never as wide as the terminal, where it would wrap and stay', async () => {
  for (const text of await sent(20, () => sleep(1300)))
    expect(stripVTControlCharacters(text).trim().length).toBeLessThan(20);
});

test('the answer of the work comes back, with a terminal and without', async () => {
  expect(await withSpinner('Counting', () => Promise.resolve(3), undefined)).toBe(3);
});
