import fc from 'fast-check';
import * as z from 'zod';
import {
  branch,
  cidr,
  imageReference,
  postgresImage,
  printable,
  repositoryPath,
  shortName,
} from '../../src/domain/values.ts';
import { nastyScalars } from './nasty-scalars.ts';
import type { Schema } from './walk.ts';

/** Text that breaks careless writers of YAML, shell, Markdown, JSON and templates. */
export const nasty = [
  ...nastyScalars,
  '\\n',
  '\\',
  'back\\slash',
  '$',
  '$HOME',
  '$(VAR)',
  '$$',
  '${{ github.token }}',
  '{{ .Values.x }}',
  '{{x}}',
  '}}',
  '<b>&amp;</b>',
  '-->',
  '```',
  '| a | b |',
  '[a](b)',
  '*/',
  'é',
  '漢字',
  '😀',
  'nbsp\u00a0x',
  'long '.repeat(60),
  'k=v,k2=v2',
  "'; rm -rf /; '",
  'plain',
  'postgres://u:p@h/d',
];

const names = [
  'api',
  'server',
  'worker',
  'web',
  'cache',
  'db',
  'redis',
  'n',
  'on',
  'null',
  'orders',
  'x1',
  'a-very-long-name-that-uses-what-it-may-40',
];

/** Patterns that random strings of the pattern would serve badly, and what serves instead. */
const samples: readonly (readonly [Schema, fc.Arbitrary<string>])[] = [
  [
    printable,
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('', ...nasty) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    ),
  ],
  [
    shortName,
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/) },
    ),
  ],
  [
    branch,
    fc.constantFrom('main', 'dev', 'n', 'on', 'release/1.x', 'a_b.c-d', '2024-01-01', '1e3', '007'),
  ],
  [
    imageReference,
    fc.constantFrom(
      'docker.io/library/redis:8.2.2-alpine',
      'ghcr.io/acme/mirror/node:24.1.0',
      `docker.io/library/node:24@sha256:${'a1'.repeat(32)}`,
      `registry.example.com:5000/pg@sha256:${'0'.repeat(64)}`,
      'quay.io/pg/pg:1.0',
    ),
  ],
  [
    postgresImage,
    fc.constantFrom(
      'ghcr.io/cloudnative-pg/postgresql:16',
      'quay.io/pg/pg:18beta1',
      `registry.example.com:5000/pg:17.6-standard-trixie@sha256:${'b2'.repeat(32)}`,
    ),
  ],
  [
    cidr,
    fc.constantFrom(
      '10.0.0.0/8',
      '0.0.0.0/0',
      '203.0.113.7/32',
      '169.254.25.10/32',
      '2001:db8::/32',
      '::/0',
    ),
  ],
  [
    repositoryPath,
    fc.constantFrom('data', 'datasets', 'src/data', 'apps/api', 'n', '.config/x', 'a-b_c.d', '1.0'),
  ],
];

/** A string that satisfies every check of the schema, one of a pool of 60: making strings of a pattern is slow. */
export function stringOf(schema: Schema): fc.Arbitrary<string> {
  const patterns = patternsOf(schema);
  const sample = samples.find(
    ([known]) => patternsOf(known).at(-1)?.source === patterns[0]?.source,
  )?.[1];
  const made =
    sample ??
    (patterns[0] === undefined
      ? fc.constantFrom(...nasty)
      : fc.stringMatching(patterns[0], { size: 'xsmall' }));
  const pool = [...nasty, ...fc.sample(made, { numRuns: 60, seed: 7 })].filter(
    (text) => z.safeParse(schema, text).success,
  );
  return fc.constantFrom(...new Set(pool));
}

/** The regular expressions that a string must match. */
export function patternsOf(schema: Schema): readonly RegExp[] {
  const { def } = schema._zod;
  const own: unknown[] = 'pattern' in def ? [def.pattern] : [];
  const checks = (def.checks ?? []).map((check) =>
    'pattern' in check._zod.def ? check._zod.def.pattern : undefined,
  );
  return [...own, ...checks].filter((pattern): pattern is RegExp => pattern instanceof RegExp);
}
