import { Commented } from '../render/spec.ts';
import type { Value } from '../render/spec.ts';

/** Takes down what is wrong, and where. */
export type Report = (at: string, problem: string) => void;

/** A budget for all of a content: what is larger is no file that people review. */
const MAX_TEXT = 10 * 1024 * 1024;
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 100;

/** A copy of somebody else's value that YAML and JSON can both say; what they cannot say is reported. */
export function readValue(given: unknown, at: string, report: Report): Value {
  const above = new Set<unknown>();
  let values = 0;
  const read = (value: unknown, place: string): Value => {
    values += 1;
    if (values === MAX_VALUES) report(at, `has more than ${String(MAX_VALUES)} values`);
    if (values >= MAX_VALUES) return null;
    if (typeof value === 'string') return readText(value, place, report);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    const isInner = Array.isArray(value) || value instanceof Commented || isPlain(value);
    if (!isInner) report(place, `must not be ${kindOf(value)}`);
    else if (above.has(value)) report(place, 'contains itself');
    else if (above.size >= MAX_DEPTH) report(place, `is deeper than ${String(MAX_DEPTH)} levels`);
    else return inside(value, place);
    return null;
  };
  const inside = (value: object, place: string): Value => {
    above.add(value);
    const copy = copyOf(value, place);
    above.delete(value);
    return copy;
  };
  const copyOf = (value: object, place: string): Value => {
    if (Array.isArray(value))
      return Array.from(value, (item: unknown, index) => read(item, `${place}.${String(index)}`));
    if (value instanceof Commented)
      return new Commented(read(value.value, place), {
        ...remark('before', value.before, place),
        ...remark('after', value.after, place),
      });
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => [readText(key, place, report), read(inner, `${place}.${key}`)]),
    );
  };
  const remark = (key: 'before' | 'after', text: unknown, place: string) =>
    text === undefined ? {} : { [key]: readText(text, `${place}.${key}`, report) };
  return read(given, at);
}

/** A text that can be written as UTF-8 and read by people. */
export function readText(value: unknown, at: string, report: Report): string {
  if (typeof value !== 'string') report(at, `must be text, not ${kindOf(value)}`);
  else if (/\p{Cs}/u.test(value)) report(at, 'contains half of a surrogate pair, which is no text');
  else if (value.length > MAX_TEXT) report(at, `has more than ${String(MAX_TEXT)} characters`);
  else return value;
  return '';
}

/** What a value is, as a message names it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (isPlain(value)) return 'an object';
  const { name } = value.constructor ?? {};
  return typeof name === 'string' && name !== '' ? `an object of ${name}` : 'an object';
}

/** Whether a value is made of braces, and of no class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm, as a config is evaluated in one, has an Object of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
