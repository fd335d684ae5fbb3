import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { innerSchemaOf } from '../../src/config/schema/schema-at.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { configSchema } from '../../src/config/schema/schema.ts';
import { allFiles } from '../../src/files/index.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import type { Schema } from '../config/walk.ts';

const configs = sampleOf(accepted(50, 5).configs, 25);
const trees = configs.map(({ input, config }) => ({ input, files: allFiles(makePlan(config)) }));

test('the same config gives the same bytes, whatever the clock, chance and time zone', () => {
  const original = { clock: Date.now, chance: Math.random, zone: process.env['TZ'] };
  const first = trees.map(({ files }) => files.map((file) => `${file.path}\n${render(file)}`));
  Date.now = () => 0;
  Math.random = () => 0.5;
  process.env['TZ'] = 'Asia/Tokyo';
  try {
    const second = trees.map(({ input }) =>
      allFiles(makePlan(parseConfig(structuredClone(input)))).map(
        (file) => `${file.path}\n${render(file)}`,
      ),
    );
    expect(second).toEqual(first);
  } finally {
    Date.now = original.clock;
    Math.random = original.chance;
    if (original.zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = original.zone;
  }
});

test('the order of options does not matter: only lists and names that people choose have an order', () => {
  let moved = 0;
  for (const { input, files } of trees) {
    const reversed = withOptionsReversed(configSchema, input);
    if (JSON.stringify(reversed) !== JSON.stringify(input)) moved += 1;
    expect(reversed).toEqual(input);
    expect(
      allFiles(makePlan(parseConfig(reversed))).map((file) => `${file.path}\n${render(file)}`),
    ).toEqual(files.map((file) => `${file.path}\n${render(file)}`));
  }
  expect(moved).toBe(trees.length);
});

test('no two files share a path, and paths are sorted, relative and portable', () => {
  for (const { files } of trees) {
    const paths = files.map(({ path }) => path);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect([...paths].sort((a, b) => (a < b ? -1 : 1))).toEqual(paths);
    expect(
      paths.filter(
        (path) =>
          !/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) || /(^|\/)\.\.?(\/|$)/.test(path),
      ),
    ).toEqual([]);
  }
});

test('every YAML file says the same to readers of YAML 1.1 and 1.2, and what its feature said', () => {
  const wrong: string[] = [];
  for (const { input, files } of trees) {
    for (const file of files.filter(
      ({ path, content }) =>
        content.kind === 'yaml' || (/\.ya?ml$/.test(path) && !path.startsWith('chart/templates/')),
    )) {
      const [old, current] = (['1.1', '1.2'] as const).map((version) =>
        parseAllDocuments(render(file), { version, logLevel: 'silent' }),
      );
      const values = [old, current].map((documents) =>
        [documents ?? []]
          .flat()
          .map((document) =>
            document.errors.length > 0
              ? document.errors.map(String)
              : (document.toJS({ maxAliasCount: -1 }) as unknown),
          ),
      );
      // GitHub reads 1.2, and every workflow in the world has a bare `on:`.
      const oldValues = file.path.startsWith('.github/workflows/')
        ? (values[0] ?? []).map(withOn)
        : values[0];
      if (!isDeepStrictEqual(oldValues, values[1]))
        wrong.push(`${file.path} differs in 1.1 and 1.2`);
      if (
        file.content.kind === 'yaml' &&
        !isDeepStrictEqual(file.content.documents.map(plainOf), values[1])
      )
        wrong.push(`${file.path} does not say what was meant, for ${JSON.stringify(input)}`);
    }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
});

test('every JSON file parses; every text ends with one newline, has no carriage returns and no printed objects', () => {
  for (const { files } of trees) {
    for (const file of files) {
      const text = render(file);
      if (file.path.endsWith('.json'))
        expect(() => JSON.parse(text) as unknown, file.path).not.toThrow();
      if (text !== '')
        expect(
          /[^\r]\n$/.test(text) && !text.includes('\r') && !text.includes('[object Object]'),
          `the end of ${file.path}`,
        ).toBe(true);
    }
  }
});

/** The same value with the keys of every object of the schema in the opposite order. */
function withOptionsReversed(schema: Schema, value: unknown): unknown {
  const inner = innerSchemaOf(schema);
  if (typeof value !== 'object' || value === null) return value;
  if (inner instanceof z.ZodObject) {
    const shape = inner.shape as Readonly<Record<string, Schema>>;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, part]) => [
          key,
          shape[key] === undefined ? (part as unknown) : withOptionsReversed(shape[key], part),
        ]),
    );
  }
  if (inner instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, withOptionsReversed(inner.valueType, part)]),
    );
  if (inner instanceof z.ZodArray)
    return (value as unknown[]).map((part) => withOptionsReversed(inner.element, part));
  if (inner instanceof z.ZodUnion) {
    const member = inner.options.find((option) => z.safeParse(option, value).success);
    return member === undefined ? value : withOptionsReversed(member, value);
  }
  return value;
}

const withOn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key === 'true' ? 'on' : key, part as unknown]),
      )
    : value;
