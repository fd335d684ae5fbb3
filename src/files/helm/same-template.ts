import type { Expression, Template } from '../chart-parts/template.ts';

/** Whether two templates that are fresh from a probe, without conditions, say the same. */
export function sameTemplate(one: Template, other: Template): boolean {
  if (one === other) return true;
  switch (one.kind) {
    case 'literal':
      return other.kind === 'literal' && one.value === other.value;
    case 'hole':
      return other.kind === 'hole' && isSamePart(one.expression, other.expression);
    case 'text':
      return other.kind === 'text' && areSame(one.parts, other.parts, isSamePart);
    case 'map':
      return (
        other.kind === 'map' &&
        areSame(
          one.entries,
          other.entries,
          (entry, twin) => entry.key === twin.key && sameTemplate(entry.node, twin.node),
        )
      );
    case 'list':
      return (
        other.kind === 'list' &&
        areSame(one.items, other.items, (item, twin) => sameTemplate(item.node, twin.node))
      );
    case 'each':
      return (
        other.kind === 'each' &&
        isSamePart(one.over, other.over) &&
        sameTemplate(one.item, other.item)
      );
    case 'either':
      return false;
  }
}

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
