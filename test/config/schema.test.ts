import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { configSchema } from '../../src/config/schema/schema.ts';
import { sampleOf, sampleSize } from '../sample.ts';
import { accepted } from './arbitrary.ts';

const exported = z.toJSONSchema(configSchema, { io: 'input' });
const accepts = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(
  exported,
);
const { configs } = accepted(sampleSize(200, 70), 21);

test('the JSON Schema accepts every config that zod accepts', () => {
  for (const { input } of configs)
    expect(accepts(input), JSON.stringify(accepts.errors)).toBe(true);
});

/** What is done to one place of a config. */
const mutations: Readonly<Record<string, (value: unknown) => unknown>> = {
  'an unknown key': (value) => (isObject(value) ? { ...value, zzz: 1 } : value),
  'a number for anything': () => 1.5,
  'text for anything': () => 'a b: c',
  'a list for anything': () => [[]],
  'null for anything': () => null,
  'a missing key': (value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).slice(1)) : value,
  'a bad name for a key': (value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [`${key} !`, part]))
      : value,
};

/** Refinements that JSON Schema cannot say: an editor does not mark these, the parser does. */
const exceptions = /leave out \.git at the end/;

test.each(sampleOf(Object.keys(mutations), 3))(
  'the JSON Schema and zod agree about %s, anywhere',
  (name) => {
    const mutate = mutations[name] ?? ((value: unknown) => value);
    const verdicts = { accepted: 0, refused: 0 };
    for (const [index, { input }] of configs.entries()) {
      for (const [position, place] of placesIn(input).entries()) {
        if ((position + index) % 12 !== 0) continue;
        const mutant = replaced(input, place, mutate);
        const parsed = configSchema.safeParse(mutant);
        if (!parsed.success && exceptions.test(parsed.error.message)) continue;
        verdicts[parsed.success ? 'accepted' : 'refused'] += 1;
        expect(
          accepts(mutant),
          `${place.join('.')} of ${JSON.stringify(mutant)}: zod says ${parsed.success ? 'yes' : parsed.error.message}`,
        ).toBe(parsed.success);
      }
    }
    expect(verdicts.refused).toBeGreaterThan(sampleSize(200, 50));
  },
);

test('every option has a description or is described by the one above it, and defaults stand in the schema', () => {
  expect(exported).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['name', 'repository', 'components'],
  });
  const undescribed = Object.entries(exported.properties ?? {}).filter(
    ([, property]) => typeof property !== 'object' || property.description === undefined,
  );
  expect(undescribed.map(([key]) => key)).toEqual([]);
});

type Path = readonly string[];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const placesIn = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))
    : []),
];

function replaced(
  value: unknown,
  [key, ...rest]: Path,
  mutate: (value: unknown) => unknown,
): unknown {
  if (key === undefined) return mutate(value);
  if (Array.isArray(value))
    return value.map((part: unknown, index) =>
      String(index) === key ? replaced(part, rest, mutate) : part,
    );
  return { ...(value as object), [key]: replaced(Reflect.get(Object(value), key), rest, mutate) };
}
