import type { Toggle } from '../chart-parts/leaf.ts';
import {
  not,
  sameTemplate,
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

/** Looks at all toggles off one at a time, and gives how one template looks then. */
export const variationsOf = (
  toggles: readonly Toggle[],
  looks: readonly ReadonlyMap<string, Template>[],
  key: string,
): readonly Variation[] =>
  toggles.map(({ condition }, index) => ({ condition, off: looks[index]?.get(key) }));

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
      on.entries.some(({ key }) => entryOf(off, key) !== undefined),
  );
  const lists = relevant.filter(
    ({ off }) => on.kind === 'list' && off.kind === 'list' && isSubsequence(off.items, on.items),
  );
  const items = relevant.filter(
    ({ off }) => on.kind === 'each' && off.kind === 'each' && off.over.go === on.over.go,
  );
  const whole = relevant.filter((variation) =>
    [maps, lists, items].every((known) => !known.includes(variation)),
  );
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
  const kept = entries.map(({ key, node }): Entry => {
    const inner = variations.map(({ condition, off }) => ({ condition, off: entryOf(off, key) }));
    return { key, node: toggleTemplate(node, inner), when: conditionsOf(inner) };
  });
  const known = new Set(entries.map(({ key }) => key));
  const added = variations.flatMap(({ condition, off }) =>
    (off.kind === 'map' ? off.entries : [])
      .filter(({ key }) => !known.has(key) && known.add(key).has(key))
      .map(({ key, node }): Entry => ({ key, node, when: [not(condition)] })),
  );
  return { kind: 'map', entries: [...kept, ...added] };
}

const entryOf = (template: Template, key: string): Template | undefined =>
  template.kind === 'map' ? template.entries.find((entry) => entry.key === key)?.node : undefined;

function toggledList(items: readonly Item[], variations: readonly Present[]): Template {
  const matched = variations.map(({ condition, off }) => ({
    condition,
    found: matches(off.kind === 'list' ? off.items : [], items),
  }));
  return {
    kind: 'list',
    items: items.map(({ node }, index) => {
      const inner = matched.map(({ condition, found }) => ({ condition, off: found?.[index] }));
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
