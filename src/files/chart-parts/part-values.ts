import { InternalError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { asMap, bare, entriesOf } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Helper } from './leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { evaluate, type Expression, type Template } from './template.ts';
import type { Style } from '../../render/chart-value.ts';

export function textIn(value: Value): string {
  if (typeof value !== 'string')
    throw new InternalError(`${JSON.stringify(value)} is not a string`);
  return value;
}

export const stringsIn = (value: Value): Record<string, string> =>
  Object.fromEntries(entriesOf(asMap(value) ?? {}).map(([key, text]) => [key, textIn(text)]));

/** A value as a template without holes. */
export function templateOf(value: Value | undefined): Template {
  const plain = value === undefined ? null : bare(value);
  if (plain === null || typeof plain !== 'object') return { kind: 'literal', value: plain };
  const map = asMap(plain);
  if (map !== undefined)
    return {
      kind: 'map',
      entries: entriesOf(map).map(([key, inner]) => ({ key, node: templateOf(inner), when: [] })),
    };
  return {
    kind: 'list',
    items: Array.isArray(plain)
      ? plain.map((inner: Value) => ({ node: templateOf(inner), when: [] }))
      : [],
  };
}

/** A named template of an owner, and the expression that includes it. */
export function namedTemplate(
  { service }: Plan,
  { section }: Owner,
  { name, description, body }: Helper,
): { readonly helper: Helper; readonly expression: Expression; readonly value: Value | undefined } {
  const full = `${service.name}.${section}.${name}`;
  const style: Style = body.kind === 'map' ? 'included' : 'lines';
  const expression: Expression = {
    go: `include "${full}" .`,
    style,
    uses: [],
    evaluate: (values) => evaluate(body, values),
  };
  return { helper: { name: full, description, body }, expression, value: evaluate(body, {}) };
}
