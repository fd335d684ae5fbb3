import { dotted, type Issue } from './issue.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays `over` on `base`: objects merge, arrays and scalars replace, `null` removes. Neither argument is changed. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = key in base ? merge(base[key], value) : value;
  }
  return merged;
}

/** Where `over` gives an object of `base` another kind: its other keys would mean something else. */
export function kindChanges(base: unknown, over: unknown, path: readonly string[] = []): Issue[] {
  if (!isObject(base) || !isObject(over)) return [];
  const [from, to] = [base['kind'], over['kind']];
  const own = typeof from === 'string' && typeof to === 'string' && from !== to ? [{ path: dotted([...path, 'kind']), message: `a kind may not change: it is "${from}" in all environments` }] : [];
  return [...own, ...Object.entries(over).flatMap(([key, value]) => kindChanges(base[key], value, [...path, key]))];
}
