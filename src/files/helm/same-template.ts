import type { Entry, Expression, Item, Template } from '../chart-parts/template.ts';

/** Whether two templates that are fresh from a probe, without conditions, say the same. */
export function sameTemplate(one: Template, other: Template): boolean {
  if (one === other) return true;
  if (one.kind === 'map')
    return other.kind === 'map' && areSame(one.entries, other.entries, isSameEntry);
  if (one.kind === 'list')
    return other.kind === 'list' && areSame(one.items, other.items, isSameItem);
  if (one.kind === 'each')
    return (
      other.kind === 'each' &&
      isSamePart(one.over, other.over) &&
      sameTemplate(one.item, other.item)
    );
  return isSameScalar(one, other);
}

function isSameScalar(one: Template, other: Template): boolean {
  if (one.kind === 'literal') return other.kind === 'literal' && one.value === other.value;
  if (one.kind === 'hole')
    return other.kind === 'hole' && isSamePart(one.expression, other.expression);
  return (
    one.kind === 'text' && other.kind === 'text' && areSame(one.parts, other.parts, isSamePart)
  );
}

const isSameEntry = (one: Entry, other: Entry): boolean =>
  one.key === other.key && isSameItem(one, other);
const isSameItem = (one: Item, other: Item): boolean => sameTemplate(one.node, other.node);

/** Two expressions are one when their pipelines are. */
const isSamePart = (one: string | Expression, other: string | Expression): boolean =>
  one === other || (typeof one === 'object' && typeof other === 'object' && one.go === other.go);

const areSame = <T>(
  ones: readonly T[],
  others: readonly T[],
  isSame: (one: T, other: T) => boolean,
): boolean =>
  ones.length === others.length &&
  ones.every((one, index) => {
    const other = others[index];
    return other !== undefined && isSame(one, other);
  });
