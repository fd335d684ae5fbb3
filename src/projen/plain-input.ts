import { configError } from '../domain/config-error.ts';
import { issueOf, type Problem } from '../domain/issue.ts';
import { isPlain, kindOf } from './outside-value.ts';

/** One level more than a parse takes, so that it says what is too deep. */
const DEPTH = 102;

/**
 * A copy of a config that no code of its owner stands behind: getters and proxies have answered,
 * and may have thrown. An object of a class is refused, because part of it may stand in the class.
 */
export function plainInput<T extends object>(given: T): T {
  const problems: Problem[] = [];
  const copies = new Map<unknown, unknown>();
  const read = (value: unknown, at: readonly string[]): unknown => {
    if (typeof value !== 'object' || value === null || at.length > DEPTH) return value;
    if (copies.has(value)) return copies.get(value);
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) {
      problems.push({ at, message: `must not be ${kindOf(value)}` });
      return undefined;
    }
    const copy: object = isList ? [] : {};
    copies.set(value, copy);
    for (const key of isList ? value.keys() : Object.keys(value))
      define(copy, key, read(Reflect.get(value, key), [...at, String(key)]));
    return copy;
  };
  const copy = read(given, []);
  if (problems.length > 0) throw configError(problems.map(issueOf), false);
  return copy as T;
}

/** Also a key called `__proto__`, which the parse then refuses. */
const define = (copy: object, key: PropertyKey, value: unknown): boolean =>
  Reflect.defineProperty(copy, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
