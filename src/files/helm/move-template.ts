import {
  goPath,
  isElement,
  namespacePath,
  valueAt,
  type Conditions,
  type Expression,
  type Template,
  type ValuePath,
} from '../chart-parts/template.ts';
import { withValue } from './values.ts';
import type { ValueMap } from '../../render/value.ts';

/** Where a value of the chart of everything stands in another chart. */
export type Move = (path: ValuePath) => ValuePath;

/** The template that reads its values where they now stand. */
export function moveTemplate(template: Template, move: Move): Template {
  const when = (conditions: Conditions): Conditions =>
    conditions.map((condition) => moveExpression(condition, move));
  switch (template.kind) {
    case 'literal':
      return template;
    case 'hole':
      return { kind: 'hole', expression: moveExpression(template.expression, move) };
    case 'text':
      return {
        kind: 'text',
        parts: template.parts.map((part) =>
          typeof part === 'string' ? part : moveExpression(part, move),
        ),
      };
    case 'either':
      return {
        kind: 'either',
        condition: moveExpression(template.condition, move),
        yes: moveTemplate(template.yes, move),
        no: moveTemplate(template.no, move),
      };
    case 'list':
      return {
        kind: 'list',
        items: template.items.map((item) => ({
          node: moveTemplate(item.node, move),
          when: when(item.when),
        })),
      };
    case 'each':
      return {
        kind: 'each',
        over: moveExpression(template.over, move),
        item: moveTemplate(template.item, move),
      };
    case 'map':
      return {
        kind: 'map',
        entries: template.entries.map(({ key, ...entry }) => ({
          key,
          node: moveTemplate(entry.node, move),
          when: when(entry.when),
        })),
      };
  }
}

/**
 * The expression that reads its values where they now stand; an
 * element is read from its list, wherever that stands.
 */
export const moveExpression = (expression: Expression, move: Move): Expression =>
  isElement(expression)
    ? { ...expression, uses: expression.uses.map(move) }
    : movedReading(expression, move);

const movedReading = (
  { go, style, uses, impliedBy, evaluate }: Expression,
  move: Move,
): Expression => ({
  go: movedPipeline(go, move),
  style,
  ...(impliedBy === undefined
    ? {}
    : { impliedBy: impliedBy.map((pipeline) => movedPipeline(pipeline, move)) }),
  uses: uses.map(move),
  evaluate: (values) =>
    evaluate(
      uses.reduce<ValueMap>(
        (old, path) => withValue(old, path, valueAt(values, move(path))),
        withValue({}, namespacePath, valueAt(values, namespacePath)),
      ),
    ),
});

const movedPipeline = (pipeline: string, move: Move): string =>
  pipeline.replaceAll(/\.Values((?:\.\w+)+)/g, (_, path: string) =>
    goPath(move(path.slice(1).split('.'))),
  );
