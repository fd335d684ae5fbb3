import type { Style } from '../../render/chart-value.ts';
import type { Value } from '../../render/spec.ts';
import { asList, fieldOf, type ValueMap } from '../../render/value.ts';

/** Where a value stands in `values.yaml`: `['server', 'replicaCount']`. */
export type ValuePath = readonly string[];

/**
 * What a Go template computes: its pipeline, and the same computed
 * here. Two expressions are one when their pipelines are.
 */
export interface Expression {
  /** For example `.Values.server.replicaCount`. */
  readonly go: string;
  readonly style: Style;
  readonly uses: readonly ValuePath[];
  /** Pipelines of conditions that are never true without this one. */
  readonly impliedBy?: readonly string[];
  readonly evaluate: (values: ValueMap) => Value | undefined;
}

/** What must be true for a part to be there; all of several. */
export type Conditions = readonly Expression[];

export interface Entry {
  readonly key: string;
  readonly node: Template;
  readonly when: Conditions;
}

export interface Item {
  readonly node: Template;
  readonly when: Conditions;
}

/** A YAML value with holes: the tree that a chart template is written from and that is evaluated to check it. */
export type Template =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'each'; readonly over: Expression; readonly item: Template }
  | { readonly kind: 'hole'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | {
      readonly kind: 'either';
      readonly condition: Expression;
      readonly yes: Template;
      readonly no: Template;
    };

/** What Helm makes of a template with these values. */
export function evaluate(template: Template, values: ValueMap): Value | undefined {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'hole':
      return template.expression.evaluate(values);
    case 'text':
      return template.parts
        .map((part) => (typeof part === 'string' ? part : String(part.evaluate(values))))
        .join('');
    case 'either':
      return evaluate(chosen(template, values), values);
    case 'list':
      return listIn(template.items, values);
    case 'each':
      return (asList(template.over.evaluate(values)) ?? []).map(
        (element) => evaluate(template.item, { ...values, [ELEMENT]: element }) ?? null,
      );
    case 'map':
      return mapIn(template.entries, values);
  }
}

function listIn(items: readonly Item[], values: ValueMap): readonly Value[] {
  const list: Value[] = [];
  for (const { node, when } of items)
    if (holds(when, values)) list.push(evaluate(node, values) ?? null);
  return list;
}

const mapIn = (entries: readonly Entry[], values: ValueMap): ValueMap =>
  Object.fromEntries(
    entries
      .filter(({ when }) => holds(when, values))
      .map(({ key, node }) => [key, evaluate(node, values)]),
  );

/** The branch that Helm takes with these values. */
export const chosen = (
  { condition, yes, no }: Extract<Template, { readonly kind: 'either' }>,
  values: ValueMap,
): Template => (isTrue(condition, values) ? yes : no);

/** Whether all conditions are true. */
export const holds = (when: Conditions, values: ValueMap): boolean =>
  when.every((condition) => isTrue(condition, values));

/** Go's truth: false, zero, nothing and what is empty are not true. */
function isTrue(condition: Expression, values: ValueMap): boolean {
  const value = condition.evaluate(values);
  if (value === undefined || value === null || value === false || value === 0 || value === '')
    return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Every expression of a template, conditions included. */
export function expressionsOf(template: Template): readonly Expression[] {
  switch (template.kind) {
    case 'literal':
      return [];
    case 'hole':
      return [template.expression];
    case 'text':
      return template.parts.filter((part) => typeof part !== 'string');
    case 'either':
      return [template.condition, ...expressionsOf(template.yes), ...expressionsOf(template.no)];
    case 'list':
      return template.items.flatMap(({ node, when }) => [...when, ...expressionsOf(node)]);
    case 'each':
      return [template.over, ...expressionsOf(template.item)];
    case 'map':
      return template.entries.flatMap(({ node, when }) => [...when, ...expressionsOf(node)]);
  }
}

/** The value at a path, if there is one. */
export function valueAt(values: ValueMap, path: ValuePath): Value | undefined {
  return path.reduce<Value | undefined>(
    (value, key) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? fieldOf(value as ValueMap, key)
        : undefined,
    values,
  );
}

/** The expression that reads one value. */
export const valueOf = (path: ValuePath, style: Style): Expression => ({
  go: goPath(path),
  style,
  uses: [path],
  evaluate: (values) => valueAt(values, path),
});

/** Where the namespace of a release stands among the values that a template is evaluated with. */
export const namespacePath: ValuePath = ['$release', 'namespace'];

/** The namespace that a chart is installed into. */
export const releaseNamespace: Expression = {
  go: '.Release.Namespace',
  style: 'text',
  uses: [],
  evaluate: (values) => valueAt(values, namespacePath),
};

/** How a Go template names a value. */
export const goPath = (path: ValuePath): string => `.Values.${path.join('.')}`;

const ELEMENT = '.';

/** An element of the list at a path, inside an `each` over it. */
export const elementOf = (path: ValuePath): Expression => ({
  go: ELEMENT,
  style: 'text',
  uses: [path],
  evaluate: (values) => fieldOf(values, ELEMENT),
});

/** Whether an expression is an element of a list. */
export const isElement = ({ go }: Expression): boolean => go === ELEMENT;

/** The opposite of a condition. */
export const not = (condition: Expression): Expression => ({
  go: `not ${bracketed(condition.go)}`,
  style: 'text',
  uses: condition.uses,
  evaluate: (values) => !isTrue(condition, values),
});

/** All of several conditions in one. */
export function allOf(when: Conditions): Expression {
  const [only] = when;
  if (only !== undefined && when.length === 1) return only;
  return {
    go: `and ${when.map(({ go }) => bracketed(go)).join(' ')}`,
    style: 'text',
    uses: when.flatMap(({ uses }) => uses),
    evaluate: (values) => holds(when, values),
  };
}

/** At least one of several conditions. */
export const anyOf = (conditions: readonly Expression[]): Expression => ({
  go: `or ${conditions.map(({ go }) => bracketed(go)).join(' ')}`,
  style: 'text',
  uses: conditions.flatMap(({ uses }) => uses),
  impliedBy: conditions.map(({ go }) => go),
  evaluate: (values) => conditions.some((condition) => isTrue(condition, values)),
});

/** A pipeline as an argument of another. */
export const bracketed = (pipeline: string): string =>
  /^[.\w]+$/.test(pipeline) ? pipeline : `(${pipeline})`;

/** Whether a value is there at all: zero, false and what is empty count as there. */
export const present = (path: ValuePath): Expression => ({
  go: `not (kindIs "invalid" ${goPath(path)})`,
  style: 'text',
  uses: [path],
  evaluate: (values) => valueAt(values, path) !== undefined,
});
