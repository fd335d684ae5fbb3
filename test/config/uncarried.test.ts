import { expect, test } from 'vitest';
import { parseConfig, tryParse } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from './arbitrary.ts';
import { minimal, server, with_ } from './inputs.ts';

const issuesOf = (input: unknown): readonly string[] => {
  const outcome = tryParse(input);
  return 'issues' in outcome
    ? outcome.issues.map(({ path, message }) => `${path}: ${message}`)
    : [];
};

/** The path of every string and of every object in a value. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...(Array.isArray(value) ? [] : [at]),
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key])),
  ];
}

/** A copy with another value in one place. */
function changed(
  value: unknown,
  at: readonly string[],
  change: (old: unknown) => unknown,
): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      String(index) === key ? changed(item, rest, change) : item,
    );
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, inner]) => [
      name,
      name === key ? changed(inner, rest, change) : inner,
    ]),
  );
}

test('half of a surrogate pair is refused in every string and in every key of random configs, at its place', () => {
  let tried = 0;
  for (const { input } of accepted(40, 14).configs)
    for (const at of placesIn(input)) {
      tried += 1;
      const broken = changed(input, at, (old) =>
        typeof old === 'string' ? `${old}\ud83d` : { ...Object(old), 'a\udc00b': 1 },
      );
      expect(issuesOf(broken)).toEqual([
        expect.stringMatching(/: (contains \\ud83d|has a key that contains \\udc00), half of/),
      ]);
      expect(issuesOf(broken)[0]).toContain(`${at.join('.')}: `);
    }
  console.log(`half a pair in ${String(tried)} places`);
  expect(tried).toBeGreaterThan(1000);
});

test('a pair is a character', () => {
  expect(issuesOf(server({ env: { A: '😀' } }))).toEqual([]);
});

test('a key that is called __proto__ is refused wherever it stands, never lost', () => {
  for (const { input } of accepted(20, 15).configs)
    for (const at of placesIn(input)) {
      const broken = changed(input, at, (old) =>
        typeof old === 'string' ? old : JSON.parse(`{"__proto__":{"a":"b"}}`),
      );
      if (JSON.stringify(broken).includes('__proto__'))
        expect(issuesOf(broken)).toEqual([
          `${[...at, '__proto__'].join('.')}: cannot be used as a key`,
        ]);
    }
});

test('a config that contains itself, or that goes on and on, is one message', () => {
  const endless: Record<string, unknown> = { ...minimal };
  endless['components'] = { server: { env: endless } };
  expect(issuesOf(endless).length).toBeGreaterThan(0);
  let deep: object = {};
  for (let depth = 0; depth < 50_000; depth += 1) deep = { a: deep };
  expect(issuesOf(server({ env: deep }))).toEqual([
    'components.server.env: is nested more than 100 levels deep',
  ]);
});

/** A config whose names are all the same word. */
const named = (word: string): unknown =>
  with_({
    components: {
      [word]: {
        env: { [word]: word, b: '1' },
        secretEnv: ['TOKEN'],
        stores: [word],
      },
    },
    dataStores: { [word]: { kind: 'redis' } },
    environments: {
      [word]: { branch: 'main', deploy: 'on-push', overrides: { components: { [word]: {} } } },
    },
    monitoring: { kind: 'prometheus', labels: { [word]: word } },
    decisions: { [word]: word },
  });

test('names that every object has are names like any other', () => {
  const filesOf = (word: string): Map<string, string> =>
    new Map(
      allFiles(makePlan(parseConfig(named(word)))).map((spec) => [
        spec.path.replaceAll(word, 'it'),
        // A checksum follows from the name, and a bare word may need no quotes.
        render(spec)
          .replaceAll(new RegExp(word, 'gi'), 'it')
          .replaceAll(/"?[0-9a-f]{8,}"?/g, 'sum'),
      ]),
    );
  expect(filesOf('constructor')).toEqual(filesOf('constructoo'));
});
