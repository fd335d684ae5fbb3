import fc from 'fast-check';
import type { ConfigInput } from '../../src/config/schema/schema.ts';

/** Names that are taken somewhere, or that some system reads as something else. */
const names = [
  'con',
  'aux',
  'com1',
  'app',
  'base',
  'constructor',
  'custom',
  'docs',
  'kustomization',
  'local',
  'package',
  'readme',
  'release',
  'secrets',
  'scripts',
  'shared',
  'src',
  'templates',
  'tests',
  'app.core.x',
  'app.con',
  'tests.unit.test_metrics',
  'x'.repeat(40),
  'x'.repeat(53),
  'x'.repeat(63),
];

/** Paths that are taken, that lead elsewhere, or that mean something to a system. */
const paths = [
  '.',
  '..',
  'a/../../b',
  '/etc/x',
  'C:/x',
  '~',
  '-rf',
  'a b',
  'a\u0000b',
  'e\u0301',
  'nul.txt',
  'git~1',
  '.git',
  '.gitignore',
  '.github/workflows/pull-request.yaml',
  '.gitops/inventory.json',
  '.projenrc.ts',
  'package.json',
  'Package.json',
  'README.md',
  'compose.yaml',
  'k8s/base/kustomization.yaml',
  'src/index.ts',
  '__proto__',
  'Dockerfile',
  'dockerfile',
  'Dockerfile.dockerignore',
  'x'.repeat(200),
];

/** The config with one or two of its strings, wherever they stand, as values and as names, replaced by others. */
export function withOtherStrings(input: ConfigInput): fc.Arbitrary<unknown> {
  const strings = [...new Set(stringsIn(input)), input.name];
  return fc
    .array(fc.tuple(fc.constantFrom(...strings), other), {
      minLength: 1,
      maxLength: 2,
    })
    .map((pairs) => replaced(input, new Map(pairs)));
}

const other = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.constantFrom(...paths) },
);

/** Maps whose keys are names that people choose. */
const named = /^(?:components|dataStores|environments|decisions|topics|checks|env|secretEnv)$/;
/** Words of the schema: another one would only be refused. */
const isChoice = (key: string): boolean => /^(?:kind|deploy|trigger|version|backup)$/.test(key);

/** The names and texts that somebody chose. */
function stringsIn(value: unknown, at = ''): readonly string[] {
  if (typeof value === 'string') return isChoice(at) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((inner) => stringsIn(inner, at));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(named.test(at) ? [key] : []),
    ...stringsIn(inner, key),
  ]);
}

function replaced(value: unknown, others: ReadonlyMap<string, string>, at = ''): unknown {
  if (typeof value === 'string') return isChoice(at) ? value : (others.get(value) ?? value);
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, others, at));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      named.test(at) ? (others.get(key) ?? key) : key,
      replaced(inner, others, key),
    ]),
  );
}
