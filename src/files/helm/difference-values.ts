import { asList, asMap, entriesOf, fieldOf, same, type ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import { camelCase } from '../../domain/free-name.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import { says } from '../chart-parts/says.ts';
import {
  holds,
  present,
  valueOf,
  type Entry,
  type Item,
  type Template,
  type ValuePath,
} from '../chart-parts/template.ts';

/** A difference between environments that no leaf and no toggle explains: it becomes a value as it is. */
export interface Difference {
  readonly path: ValuePath;
  /** By environment; nothing where it is not there. */
  readonly values: readonly (Value | undefined)[];
}

interface SettleInput {
  /** The values of each environment, which conditions and holes read. */
  readonly known: readonly ValueMap[];
  readonly path: ValuePath;
  readonly report: (difference: Difference) => void;
}

/**
 * A template that says in every environment what it should:
 * differences that it cannot say are reported and become values.
 * `wanted` is by environment; nothing where it does not count.
 */
export function settleTemplate(
  template: Template,
  wanted: readonly (Value | undefined)[],
  place: SettleInput,
): Template {
  const { known, path, report } = place;
  if (
    wanted.every((value, index) => value === undefined || says(template, known[index] ?? {}, value))
  )
    return template;
  const maps = wanted.map((value) => asMap(value));
  if (
    template.kind === 'map' &&
    wanted.every((value, index) => value === undefined || maps[index] !== undefined)
  )
    return settledMap(template.entries, maps, place);
  const lists = wanted.map((value) => asList(value));
  if (
    template.kind === 'list' &&
    areKept(template.items) &&
    lists.every(
      (list, index) => wanted[index] === undefined || list?.length === template.items.length,
    )
  ) {
    return {
      kind: 'list',
      items: template.items.map(({ node, when }, index) => ({
        node: settleTemplate(
          node,
          lists.map((list) => list?.[index]),
          place,
        ),
        when,
      })),
    };
  }
  report({ path, values: wanted });
  return { kind: 'hole', expression: valueOf(path, 'json') };
}

/** The kinds of list that hold leaves: containers, and rules of a host; other lists are values as a whole. */
const areKept = (items: readonly Item[]): boolean =>
  items.length > 0 &&
  items.every(
    ({ node, when }) =>
      when.length === 0 &&
      node.kind === 'map' &&
      [
        ['name', 'image'],
        ['host', 'http'],
      ].some((keys) => keys.every((wanted) => node.entries.some(({ key }) => key === wanted))),
  );

function settledMap(
  entries: readonly Entry[],
  wanted: readonly (ValueMap | undefined)[],
  place: SettleInput,
): Template {
  const keys = new Set([
    ...entries.map(({ key }) => key),
    ...wanted.flatMap((map) => (map === undefined ? [] : entriesOf(map).map(([key]) => key))),
  ]);
  return {
    kind: 'map',
    entries: [...keys].flatMap((key) =>
      settledEntry(
        entries.find((entry) => entry.key === key),
        wanted,
        { ...place, key },
      ),
    ),
  };
}

function settledEntry(
  entry: Entry | undefined,
  wanted: readonly (ValueMap | undefined)[],
  { known, path, report, key }: SettleInput & { readonly key: string },
): readonly Entry[] {
  const values = wanted.map((map) => (map === undefined ? undefined : fieldOf(map, key)));
  const inner = [...path, ...segmentsOf(key)];
  const isPlaced =
    entry !== undefined &&
    wanted.every(
      (map, index) =>
        map === undefined ||
        holds(entry.when, known[index] ?? {}) === (values[index] !== undefined),
    );
  if (isPlaced)
    return [{ ...entry, node: settleTemplate(entry.node, values, { known, path: inner, report }) }];
  const found = values.filter((value) => value !== undefined);
  if (found.length === 0) return [];
  const isEverywhere = found.length === wanted.filter((map) => map !== undefined).length;
  if (isEverywhere && found.every((value) => same(found[0], value)))
    return [{ key, node: templateOf(found[0]), when: [] }];
  report({ path: inner, values });
  return [
    {
      key,
      node: { kind: 'hole', expression: valueOf(inner, 'json') },
      when: isEverywhere ? [] : [present(inner)],
    },
  ];
}

/** What a key adds to the path of a value; what every object has says nothing. */
const segmentsOf = (key: string): readonly string[] =>
  ['metadata', 'spec', 'data', 'containers'].includes(key)
    ? []
    : [camelCase(key).replace(/^(?![A-Za-z])/, 'key')];
