import type { Problem } from '../../domain/issue.ts';
import { ownOf } from '../../domain/own.ts';

/** Whether a value is an object of keys. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lays `over` on `base`: objects merge, arrays and scalars replace, `null`
 * removes, and so does another kind. Neither argument is changed.
 */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over) || changesKind(base, over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else if (value !== undefined)
      merged[key] = Object.hasOwn(base, key) ? merge(base[key], value) : value;
  }
  return merged;
}

/** Sections that an environment may switch on and off, and the kind that is off. */
const switchable: ReadonlyMap<string, string> = new Map([
  ['messaging', 'none'],
  ['monitoring', 'none'],
]);

/** Where `over` gives an object of `base` another kind: its other keys would mean something else. */
export function kindChanges(base: unknown, over: unknown, path: readonly string[] = []): Problem[] {
  if (!isObject(base) || !isObject(over)) return [];
  const off = switchable.get(path.at(-1) ?? '');
  const isSwitch = off !== undefined && [base['kind'], over['kind']].includes(off);
  const own =
    changesKind(base, over) && !isSwitch
      ? [
          {
            at: [...path, 'kind'],
            message: `cannot be overridden: kind is "${String(base['kind'])}" in all environments`,
          },
        ]
      : [];
  return [
    ...own,
    ...Object.entries(over).flatMap(([key, value]) =>
      kindChanges(ownOf(base, key), value, [...path, key]),
    ),
  ];
}

const changesKind = (base: Record<string, unknown>, over: Record<string, unknown>): boolean =>
  typeof base['kind'] === 'string' &&
  typeof over['kind'] === 'string' &&
  base['kind'] !== over['kind'];
