import { isDeepStrictEqual } from 'node:util';
import { isBuiltIn } from '../../../src/domain/kinds.ts';
import { isMapping } from '../../../src/rendered/objects.ts';
import type { Plain } from '../../laws/model.ts';
import type { FieldSchema, KindSchema } from './served.ts';

/** A field that is stored otherwise than it was written. */
export interface Difference {
  /** Such as `/spec/plugins/0/enabled`. */
  readonly path: string;
  readonly written: unknown;
  readonly stored: unknown;
}

interface Comparison {
  readonly resolve: KindSchema['resolve'];
  /** Whether a field that only the server wrote, in a part that is compared as a whole, is no difference. */
  readonly isFilledIn: (path: string) => boolean;
  /** Argo CD reads objects of built-in kinds into Go types, which leave out what is empty. */
  readonly isEmptyNothing: boolean;
}

/**
 * What Argo CD takes for a difference when it merges what is written into
 * what is stored, by the schema: every field that is written has its value,
 * and what is atomic is equal as a whole, so that a default in it counts. Of
 * built-in kinds Argo CD fills in the defaults itself, but for a few.
 */
export const differences = (
  written: Plain,
  stored: Plain,
  { schema, resolve }: KindSchema,
): readonly Difference[] => {
  const isOfKubernetes = isBuiltIn(String(written['apiVersion']));
  return merged(written, stored, schema, '', {
    resolve,
    isFilledIn: (path) => isOfKubernetes && !unknownToArgoCd.some((each) => each.test(path)),
    isEmptyNothing: isOfKubernetes,
  });
};

/** Defaults of built-in kinds that Argo CD does not fill in. */
const unknownToArgoCd: readonly RegExp[] = [
  /^\/spec\/volumeClaimTemplates\/\d+\/(apiVersion|kind)$/,
  /\/resourceFieldRef\/divisor$/,
];

/** What another apply of the same would change, which is what Argo CD compares with `ServerSideDiff`. */
export const changes = (stored: Plain, appliedAgain: Plain): readonly Difference[] =>
  whole(contentOf(appliedAgain), contentOf(stored), '', () => false);

/** An object without what the API server and controllers keep in it. */
const contentOf = (object: Plain): Plain => ({
  ...without(object, 'status'),
  metadata: without(object['metadata'] as Plain, 'managedFields', 'resourceVersion', 'generation'),
});

const without = (fields: Plain, ...names: readonly string[]): Plain =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** A difference as a line of a failure. */
export const shownDifference = ({ path, written, stored }: Difference): string =>
  `${path}: written ${shownValue(written)}, stored ${shownValue(stored)}`;

const shownValue = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value);

function merged(
  written: unknown,
  stored: unknown,
  given: FieldSchema | undefined,
  path: string,
  comparison: Comparison,
): readonly Difference[] {
  if (stored === undefined && comparison.isEmptyNothing && isEmpty(written)) return [];
  const schema = given === undefined ? {} : comparison.resolve(given);
  if (Array.isArray(written) && Array.isArray(stored)) {
    const list = lists[schema['x-kubernetes-list-type'] ?? 'atomic'];
    return list(written, stored, schema, path, comparison);
  }
  if (!isMapping(written) || !isMapping(stored) || schema['x-kubernetes-map-type'] === 'atomic')
    return whole(written, stored, path, comparison.isFilledIn);
  return Object.entries(written).flatMap(([key, value]) =>
    merged(value, stored[key], fieldIn(schema, key), `${path}/${key}`, comparison),
  );
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const fieldIn = (
  { properties, additionalProperties }: FieldSchema,
  key: string,
): FieldSchema | undefined =>
  properties?.[key] ??
  (typeof additionalProperties === 'object' ? additionalProperties : undefined);

type CompareLists = (
  written: readonly unknown[],
  stored: readonly unknown[],
  schema: FieldSchema,
  path: string,
  comparison: Comparison,
) => readonly Difference[];

const lists: Readonly<Record<'atomic' | 'map' | 'set', CompareLists>> = {
  atomic: (written, stored, _, path, { isFilledIn }) => whole(written, stored, path, isFilledIn),
  set: (written, stored, _, path) =>
    written
      .filter((item) => !stored.includes(item))
      .map((item) => ({ path, written: item, stored })),
  map: (written, stored, schema, path, comparison) =>
    written.flatMap((item, index) => {
      const keys = schema['x-kubernetes-list-map-keys'] ?? [];
      const at = `${path}/${String(index)}`;
      const found = stored.find((candidate) => haveSameKeys(item, candidate, keys));
      if (!isMapping(item) || !isMapping(found))
        return [{ path: at, written: item, stored: found }];
      // Without one of its keys an item is another one.
      const unsaid = keys
        .filter((key) => !(key in item) && key in found && !comparison.isFilledIn(`${at}/${key}`))
        .map((key) => ({ path: `${at}/${key}`, written: undefined, stored: found[key] }));
      return [...unsaid, ...merged(item, found, schema.items, at, comparison)];
    }),
};

const haveSameKeys = (item: unknown, candidate: unknown, keys: readonly string[]): boolean =>
  isMapping(item) &&
  isMapping(candidate) &&
  keys.every((key) => !(key in item) || isDeepStrictEqual(item[key], candidate[key]));

/** The differences of two values that are compared as a whole. */
function whole(
  written: unknown,
  stored: unknown,
  path: string,
  isFilledIn: Comparison['isFilledIn'],
): readonly Difference[] {
  if (isDeepStrictEqual(written, stored)) return [];
  if (written === undefined && isFilledIn(path)) return [];
  const areLists = Array.isArray(written) && Array.isArray(stored);
  if (!(areLists && written.length === stored.length) && !(isMapping(written) && isMapping(stored)))
    return [{ path, written, stored }];
  const [here, there] = [entriesOf(written), entriesOf(stored)];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((key) =>
    whole(here.get(key), there.get(key), `${path}/${key}`, isFilledIn),
  );
}

const entriesOf = (value: readonly unknown[] | Plain): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value));
