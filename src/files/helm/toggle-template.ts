import type { Toggle } from '../chart-parts/leaf.ts';
import type { Probe } from './probe.ts';
import { sameTemplate } from './same-template.ts';
import {
  not,
  type Conditions,
  type Entry,
  type Expression,
  type Item,
  type Template,
} from '../chart-parts/template.ts';

/** How a template looks with one toggle off; nothing where it then is not there. */
export interface Variation {
  readonly condition: Expression;
  readonly off: Template | undefined;
}

/** Looks at all toggles off one at a time, and gives how each object looks with those off that change it. */
export function variationsOf(
  toggles: readonly Toggle[],
  { environment, changedIn }: Probe,
): ReadonlyMap<string, readonly Variation[]> {
  const variations = new Map<string, Variation[]>();
  for (const { condition, off } of toggles)
    for (const [key, template] of changedIn(off(environment)))
      listIn(variations, key).push({ condition, off: template });
  return variations;
}

function listIn<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** What must be true for a template to be there. */
export function conditionsOf(variations: readonly Variation[]): Conditions {
  const conditions = variations
    .filter(({ off }) => off === undefined)
    .map(({ condition }) => condition);
  const said = new Set(conditions.map(({ go }) => go));
  return conditions.filter(({ impliedBy = [] }) => !impliedBy.some((go) => said.has(go)));
}

/**
 * A template that says the right thing with each toggle on or
 * off: what vanishes is conditional, what changes is either.
 */
export function toggleTemplate(on: Template, variations: readonly Variation[]): Template {
  const relevant = variations.flatMap(({ condition, off }) =>
    off === undefined || sameTemplate(on, off) ? [] : [{ condition, off }],
  );
  if (relevant.length === 0) return on;
  const maps = relevant.filter(
    ({ off }) =>
      on.kind === 'map' &&
      off.kind === 'map' &&
      on.entries.some(({ key }) => off.entries.some((entry) => entry.key === key)),
  );
  const lists = relevant.filter(
    ({ off }) => on.kind === 'list' && off.kind === 'list' && isSubsequence(off.items, on.items),
  );
  const items = relevant.filter(
    ({ off }) => on.kind === 'each' && off.kind === 'each' && off.over.go === on.over.go,
  );
  const inner = new Set([...maps, ...lists, ...items]);
  const whole = relevant.filter((variation) => !inner.has(variation));
  const inside =
    on.kind === 'map'
      ? toggledMap(on.entries, maps)
      : on.kind === 'list'
        ? toggledList(on.items, lists)
        : on.kind === 'each'
          ? { ...on, item: toggleTemplate(on.item, items.map(itemOf)) }
          : on;
  return whole.reduce<Template>(
    (yes, { condition, off }) => ({ kind: 'either', condition, yes, no: off }),
    inside,
  );
}

type Present = Variation & { readonly off: Template };

const itemOf = ({ condition, off }: Variation): Variation => ({
  condition,
  off: off?.kind === 'each' ? off.item : off,
});

function toggledMap(entries: readonly Entry[], variations: readonly Present[]): Template {
  const changes = new Map<string, Variation[]>();
  for (const { condition, off } of variations) {
    const nodes = new Map(entriesOf(off).map(({ key, node }) => [key, node]));
    for (const { key, node } of entries)
      if (nodes.get(key) !== node) listIn(changes, key).push({ condition, off: nodes.get(key) });
  }
  const kept = entries.map(({ key, node }): Entry => {
    const inner = changes.get(key) ?? [];
    return { key, node: toggleTemplate(node, inner), when: conditionsOf(inner) };
  });
  const known = new Set(entries.map(({ key }) => key));
  const added = variations.flatMap(({ condition, off }) =>
    entriesOf(off)
      .filter(({ key }) => !known.has(key) && known.add(key).has(key))
      .map(({ key, node }): Entry => ({ key, node, when: [not(condition)] })),
  );
  return { kind: 'map', entries: [...kept, ...added] };
}

const entriesOf = (template: Template): readonly Entry[] =>
  template.kind === 'map' ? template.entries : [];

function toggledList(items: readonly Item[], variations: readonly Present[]): Template {
  const changes = new Map<number, Variation[]>();
  for (const { condition, off } of variations) {
    const found = matches(off.kind === 'list' ? off.items : [], items);
    for (const [index, { node }] of items.entries())
      if (found?.[index] !== node) listIn(changes, index).push({ condition, off: found?.[index] });
  }
  return {
    kind: 'list',
    items: items.map(({ node }, index) => {
      const inner = changes.get(index) ?? [];
      return { node: toggleTemplate(node, inner), when: conditionsOf(inner) };
    }),
  };
}

const isSubsequence = (shorter: readonly Item[], longer: readonly Item[]): boolean =>
  matches(shorter, longer) !== undefined;

/** By item of the longer list, its counterpart in the shorter one; nothing when they cannot be told apart. */
function matches(
  shorter: readonly Item[],
  longer: readonly Item[],
): readonly (Template | undefined)[] | undefined {
  if (shorter.length === longer.length) return shorter.map(({ node }) => node);
  if (shorter.length > longer.length) return undefined;
  const found: (Template | undefined)[] = longer.map(() => undefined);
  let next = 0;
  for (const [index, { node }] of longer.entries()) {
    const candidate = shorter[next]?.node;
    if (candidate === undefined || !sameTemplate(candidate, node)) continue;
    found[index] = candidate;
    next += 1;
  }
  return next === shorter.length ? found : undefined;
}
