import fc from 'fast-check';
import type { Value } from '../../src/render/spec.ts';
import { nastyScalars } from '../config/nasty-scalars.ts';

export type Fields = { readonly [key: string]: Value | undefined };

export type Make<T> = fc.Arbitrary<T>;

const nasty = [
  ...nastyScalars,
  'Null',
  '',
  '1E5',
  'a\nb',
  'a\n',
  'a\n\n',
  '\n',
  '\na',
  '  a\n b\n',
  'a \nb',
  'tab\there',
  '\ttab',
  '\ta\nb',
  '\n\tx\n',
  ' \ty\nz',
  ' \n x',
  '\\n',
  'a\r\nb',
  '$(VAR)',
  '${{ x }}',
  '{{ .Values.x }}',
  'é',
  '漢字',
  '😀',
  'nbsp\u00a0x',
  '\u0007bell',
  'long '.repeat(60),
  'k=v,k2=v2',
  'plain',
  'other',
  'third',
];

export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary-ascii', maxLength: 12 })
      .map((s) => s.replaceAll(/[\0\x7f]/g, '')),
  },
);

export const numeral = fc.constantFrom(0, 1, 2, 3, 10, 80, 443, 8080, 1000000, -1, 0.5);

export const truth = fc.boolean();

export const name = (...names: string[]): Make<string> => fc.constantFrom(...names);

/** Some of the values, in any order. */
export const some = <T>(...from: T[]): Make<T[]> => fc.shuffledSubarray(from);

/** A map some of whose fields may be missing. */
export function map(
  always: Record<string, Make<Value>>,
  maybe: Record<string, Make<Value>> = {},
): Make<Fields> {
  return fc.record(
    { ...always, ...maybe },
    { requiredKeys: Object.keys(always), noNullPrototype: true },
  );
}

/** A list of items whose identities differ; rarely empty. */
export function keyed(identities: readonly Fields[], rest: Make<Fields>): Make<Value> {
  const filled = fc
    .shuffledSubarray([...identities], { minLength: 1 })
    .chain((found) =>
      fc
        .tuple(
          ...found.map((identity) => rest.map((fields): Value => ({ ...identity, ...fields }))),
        )
        .map((items): Value => items),
    );
  return fc.oneof(
    { weight: 15, arbitrary: filled },
    { weight: 1, arbitrary: fc.constant<Value>([]) },
  );
}

export const named = (names: readonly string[], rest: Make<Fields>): Make<Value> =>
  keyed(
    names.map((each) => ({ name: each })),
    rest,
  );

export const strings: Make<Value> = fc.array(text, { maxLength: 3 });

export const none: Make<Fields> = fc.constant({});

export const plainMap = (...keys: string[]): Make<Value> =>
  some(...keys).chain((found) =>
    fc
      .tuple(...found.map((key) => text.map((value): [string, Value] => [key, value])))
      .map((entries) => Object.fromEntries(entries)),
  );

/** Kubernetes keeps no empty metadata map, and kustomize drops it. */
export const filledMap = (...keys: string[]): Make<Value> =>
  plainMap(...keys).map((found) =>
    Object.keys(found as object).length === 0 ? { [keys[0] ?? 'a']: 'x' } : found,
  );

// kustomize writes metadata anew, without the quotes, and cannot read its own block of lines that starts with a tab.
const metadataText = (value: Value): Value =>
  typeof value === 'string' && value.includes('\n') ? value.replaceAll('\t', ' ') : value;

const noted = (found: Make<Value>): Make<Value> =>
  found.map((each) =>
    Object.fromEntries(
      Object.entries(each as Fields).map(([key, value]) => [key, metadataText(value ?? '')]),
    ),
  );

export const metadata = map(
  {},
  {
    labels: noted(filledMap('app', 'tier', 'on', 'example.com/n')),
    annotations: noted(filledMap('note', 'key', 'example.com/yes', 'a.b/c')),
  },
);
