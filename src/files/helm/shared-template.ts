import type { Entry, Expression, Item, Template } from '../chart-parts/template.ts';

/**
 * The template `after`, with all that says the same as in `before` taken from there, so that what did not
 * change is one and the same thing. Both are fresh from a probe, without conditions.
 */
export function sharedTemplate(before: Template, after: Template): Template {
  if (before.kind === 'map' && after.kind === 'map') {
    const entries = sharedEntries(before.entries, after.entries);
    return areThose(entries, before.entries) ? before : { kind: 'map', entries };
  }
  if (before.kind === 'list' && after.kind === 'list') {
    const items = sharedItems(before.items, after.items);
    return areThose(items, before.items) ? before : { kind: 'list', items };
  }
  if (before.kind === 'each' && after.kind === 'each') {
    const item = sharedTemplate(before.item, after.item);
    return item === before.item && isSamePart(before.over, after.over)
      ? before
      : { ...after, item };
  }
  return saysTheSame(before, after) ? before : after;
}

/** Whether two templates that are fresh from a probe say the same. */
export const sameTemplate = (one: Template, other: Template): boolean =>
  one === other || sharedTemplate(one, other) === one;

const areThose = <T>(parts: readonly T[], known: readonly T[]): boolean =>
  parts.length === known.length && parts.every((part, index) => part === known[index]);

function saysTheSame(one: Template, other: Template): boolean {
  if (one.kind === 'literal') return other.kind === 'literal' && one.value === other.value;
  if (one.kind === 'hole')
    return other.kind === 'hole' && isSamePart(one.expression, other.expression);
  return (
    one.kind === 'text' &&
    other.kind === 'text' &&
    one.parts.length === other.parts.length &&
    one.parts.every((part, index) => isSamePart(part, other.parts[index]))
  );
}

/** Two expressions are one when their pipelines are. */
const isSamePart = (
  one: string | Expression | undefined,
  other: string | Expression | undefined,
): boolean =>
  one === other || (typeof one === 'object' && typeof other === 'object' && one.go === other.go);

function sharedEntries(before: readonly Entry[], after: readonly Entry[]): readonly Entry[] {
  return after.map((entry, index) => {
    const known =
      before[index]?.key === entry.key
        ? before[index]
        : before.find(({ key }) => key === entry.key);
    return known === undefined ? entry : sharedPart(known, entry);
  });
}

const sharedPart = <P extends Entry | Item>(before: P, after: P): P => {
  const node = sharedTemplate(before.node, after.node);
  return node === before.node ? before : { ...after, node };
};

/** By position; where some have come or gone, only items that are equal and no further apart than that. */
function sharedItems(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  if (before.length === after.length)
    return after.map((item, index) => sharedPart(before[index] ?? item, item));
  const gone = before.length - after.length;
  let next = 0;
  return after.map((item, index) => {
    const first = Math.max(next, index + Math.min(0, gone));
    const last = index + Math.max(0, gone);
    for (let place = first; place <= last; place += 1) {
      const known = before[place];
      if (known === undefined || !sameTemplate(known.node, item.node)) continue;
      next = place + 1;
      return known;
    }
    return item;
  });
}
