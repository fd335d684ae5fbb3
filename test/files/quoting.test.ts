import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { printable } from '../../src/domain/values.ts';
import { allFiles } from '../../src/files/index.ts';
import { labelValue } from '../../src/files/runtime/image/label-value.ts';
import { quoted, quotedText } from '../../src/files/writing/quoted.ts';
import { code, prose, table, title } from '../../src/render/markdown.ts';
import { render } from '../../src/render/render.ts';
import { nasty } from '../config/strings.ts';
import { makePlan } from '../plan/make-plan.ts';
import { labelsIn } from './dockerfile-labels.ts';

/** What some language or other reads as more than a character. */
const signs = [...'\\"\'`$#{}[]()<>|&;*!%=:~-+_,.@/ aé😀', '${', '{{', '$$', '\\\\', '\u00a0', '‘'];

const hostile = [
  ...nasty,
  '\\',
  '\\\\',
  'a\\',
  '\\"',
  '\\\\"',
  '"\\',
  '\\$x',
  '$x\\',
  '#',
  '# escape=`',
  '`',
  '``a`',
  ' a ',
  ...fc.sample(fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }), {
    numRuns: 1000,
    seed: 14,
  }),
  ...fc
    .sample(fc.string({ unit: 'grapheme', maxLength: 20 }), { numRuns: 300, seed: 15 })
    .filter((text) => printable.safeParse(text).success && !/\p{Surrogate}/u.test(text)),
];

test.each([
  ['a', '"a"'],
  ['', '""'],
  ['a "b" $c', String.raw`"a \"b\" \$c"`],
  ['a\\', String.raw`"a"\\""`],
  ['\\a', String.raw`""\\"a"`],
  ['a\\\\"b', String.raw`"a"\\\\"\"b"`],
  ["it's `b`", '"it\'s `b`"'],
  ['two  spaces and one behind ', '"two  spaces and one behind "'],
])('a label of %j is written as %s', (value, text) => {
  expect(labelValue(value)).toBe(text);
});

test('Docker reads every label as it was meant', () => {
  const lines = hostile.map((value, index) => `a${String(index)}=${labelValue(value)}`);
  const labels = labelsIn(`FROM scratch\nLABEL ${lines.join(' \\\n      ')}\nUSER 1000\n`);
  expect([...labels.values()]).toEqual(hostile);
});

test('a shell reads every word as it was meant', () => {
  for (const quote of [quoted, quotedText]) {
    // Bash says nothing about an empty list; its arguments are as long as they may be.
    const script = `printf '%s\\0' ${hostile.map(quote).join(' ')}`;
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(hostile);
  }
});

/** The cells of the only row, as GitHub splits it. */
const cellsOf = (text: string): string[] =>
  (text.split('\n')[2] ?? '')
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.slice(1, -1).replaceAll('\\|', '|'));

/** What stands in code, as CommonMark reads it. */
function codeIn(text: string): string | undefined {
  const [, fence = '', inside = ''] = /^(`+)([^]*?[^`])\1(?!`)$/.exec(text) ?? [];
  if (fence === '' || new RegExp(`(?<!\`)${fence}(?!\`)`).test(inside)) return undefined;
  return /^ .* $/.test(inside) && inside.trim() !== '' ? inside.slice(1, -1) : inside;
}

test('a table has the cells that it was given, and code is what it was', () => {
  for (const value of hostile.filter((text) => text.trim() !== '')) {
    expect(cellsOf(table(['a', 'b'], [[value, 'z']]))).toEqual([value, 'z']);
    expect(codeIn(code(value)), value).toBe(value);
  }
});

test.each([
  ['plain words', 'plain words'],
  ['# a heading', '\\# a heading'],
  ['#hash', '#hash'],
  ['- an item', '\\- an item'],
  ['-5 degrees', '-5 degrees'],
  ['*strong* words', '*strong* words'],
  ['---', '\\---'],
  ['* * *', '\\* * *'],
  ['12. an item', '12\\. an item'],
  ['12.5 percent', '12.5 percent'],
  ['> quoted', '\\> quoted'],
  ['```', '\\```'],
  ['`code` first', '`code` first'],
  ['<!-- a comment', '\\<!-- a comment'],
  ['<script>', '\\<script>'],
  ['<b>bold</b>', '<b>bold</b>'],
  ['[a]: http://b', '\\[a]: http://b'],
  ['[a](b)', '[a](b)'],
  ['    code', 'code'],
])('the sentence %j is the paragraph %j', (text, paragraph) => {
  expect(prose(text)).toBe(paragraph);
});

test.each([
  ['Why C #', 'Why C \\#'],
  ['a](b', 'a\\](b'],
  ['a\\', 'a\\\\'],
])('the title %j is written as %j', (text, written) => {
  expect(title(text)).toBe(written);
});

describe('a service that is described in hostile words', () => {
  const words = hostile.filter((text) => text.trim() !== '').slice(0, 90);
  const files = (text: string): ReadonlyMap<string, string> =>
    new Map(
      allFiles(
        makePlan(
          parseConfig({
            name: 'orders',
            repository: 'https://github.com/acme/orders',
            description: text,
            components: {
              server: { env: { A: text } },
              py: { build: { context: 'py' }, routes: [], runtime: { kind: 'python' } },
            },
            environments: { dev: { branch: 'dev', deploy: 'on-push' } },
          }),
        ),
      ).map((spec) => [spec.path, render(spec)]),
    );

  test('has them exactly in labels, variables of compose, ConfigMaps, package.json and TOML', () => {
    for (const text of words) {
      const found = files(text);
      const textOf = (path: string): string => found.get(path) ?? '';
      for (const path of ['Dockerfile', 'py/Dockerfile'])
        expect(labelsIn(textOf(path)).get('org.opencontainers.image.description')).toBe(text);
      expect(Reflect.get(JSON.parse(textOf('package.json')), 'description')).toBe(text);
      // A basic string of TOML has the escapes of JSON, as far as these texts go.
      const [, toml = '""'] = /^description = (".*")$/m.exec(textOf('py/pyproject.toml')) ?? [];
      expect(JSON.parse(toml)).toBe(text);
      const { data } = parse(textOf('k8s/base/server-configmap.yaml'));
      expect(data.A).toBe(text);
      const services: object = parse(textOf('compose.yaml')).services;
      const variables = Object.values(services).flatMap(({ environment }) => environment.A ?? []);
      expect(variables.map(interpolated)).toEqual([text]);
    }
  });
});

/** What compose makes of a value: two dollar signs are one, and one alone begins a variable. */
function interpolated(value: string): string {
  if (value.replaceAll('$$', '').includes('$')) throw new Error(`a variable in ${value}`);
  return value.replaceAll('$$', '$');
}
