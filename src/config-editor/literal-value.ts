import type { Expression } from './program.ts';
import { keyOf } from './resolve.ts';

/** The value of what is written out in full; undefined where something has to be run to know it. */
export function literalValue(node: Expression): { readonly value: unknown } | undefined {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { value: node.value };
    case 'NullLiteral':
      return { value: null };
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? { value: node.quasis.map(({ value }) => value.cooked ?? '').join('') }
        : undefined;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return literalValue(node.expression);
    case 'ArrayExpression': {
      const items = node.elements.map((element) =>
        element === null || element.type === 'SpreadElement' ? undefined : literalValue(element),
      );
      return items.every((item) => item !== undefined)
        ? { value: items.map(({ value }) => value) }
        : undefined;
    }
    case 'ObjectExpression': {
      const entries = node.properties.map((property) => {
        const key = keyOf(property);
        if (key === undefined || property.type !== 'ObjectProperty') return undefined;
        // Patterns stand only where something is assigned.
        const inner = literalValue(property.value as Expression);
        return inner === undefined ? undefined : ([key, inner.value] as const);
      });
      return entries.every((entry) => entry !== undefined)
        ? { value: Object.fromEntries(entries) }
        : undefined;
    }
    default:
      return undefined;
  }
}
