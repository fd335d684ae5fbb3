import type { Value } from '../../render/spec.ts';
import { asList, asMap, keysOf, fieldOf, same, type ValueMap } from '../../render/value.ts';
import { chosen, evaluate, holds, type Entry, type Item, type Template } from './template.ts';

/** Whether Helm makes a value of a template with these values; as `evaluate` and `same` say, but without making it. */
export function says(template: Template, values: ValueMap, wanted: Value): boolean {
  switch (template.kind) {
    case 'map':
      return saysMap(template.entries, values, asMap(wanted));
    case 'list':
      return saysList(template.items, values, asList(wanted));
    case 'either':
      return says(chosen(template, values), values, wanted);
    default:
      return same(evaluate(template, values), wanted);
  }
}

function saysMap(
  entries: readonly Entry[],
  values: ValueMap,
  wanted: ValueMap | undefined,
): boolean {
  if (wanted === undefined) return false;
  let said = 0;
  for (const { key, node, when } of entries) {
    if (!holds(when, values)) continue;
    const value = fieldOf(wanted, key);
    if (value === undefined ? evaluate(node, values) !== undefined : !says(node, values, value))
      return false;
    if (value !== undefined) said += 1;
  }
  return said === keysOf(wanted).length;
}

function saysList(
  items: readonly Item[],
  values: ValueMap,
  wanted: readonly Value[] | undefined,
): boolean {
  if (wanted === undefined) return false;
  let place = 0;
  for (const { node, when } of items) {
    if (!holds(when, values)) continue;
    const value = wanted[place];
    if (value === undefined || !saysItem(node, values, value)) return false;
    place += 1;
  }
  return place === wanted.length;
}

/** An item that is nothing is null. */
const saysItem = (node: Template, values: ValueMap, wanted: Value): boolean =>
  says(node, values, wanted) || (wanted === null && evaluate(node, values) === undefined);
