import * as z from 'zod';
import { dottedPath, type Problem } from '../../domain/issue.ts';
import { problemsOf } from './issues-of.ts';
import { isObject } from './merge.ts';
import { configSchema, type ParsedConfig } from '../schema/schema.ts';
import { schemasAt, innerSchemaOf, valueAt } from '../schema/schema-at.ts';
import { meantKey } from './unknown-key.ts';

/** A parse that goes on after problems, so that what else is wrong is found too. */
export interface Parsed {
  /** What was parsed; nothing when there is nothing sensible to go on with. */
  readonly data: ParsedConfig | undefined;
  /** What the data was parsed from: the input, with another value or none wherever it was wrong. */
  readonly input: unknown;
  readonly problems: readonly Problem[];
  /** Dotted paths of the places whose value nobody knows; `x.*` where a member of x is left out. */
  readonly unknown: ReadonlySet<string>;
}

/** Parses what somebody wrote; a value that is wrong gives way to none, or to any that is allowed there. */
export function parseOn(given: unknown): Parsed {
  const problems: Problem[] = [];
  const unknown = new Set<string>();
  let input = given;
  // Each round goes one level up where the last one did not help.
  for (let round = 0; round < 8; round += 1) {
    const parsed = configSchema.safeParse(input);
    if (parsed.success) return { data: parsed.data, input, problems, unknown };
    const found = problemsOf(parsed.error, input, configSchema);
    problems.push(
      ...found.filter(
        ({ at }) =>
          !problems.some((earlier) => isWithin(at, earlier.at) || isWithin(earlier.at, at)),
      ),
    );
    for (const { at } of found)
      input = repair(input, at.slice(0, Math.max(0, at.length - round)), unknown);
  }
  return { data: undefined, input, problems, unknown };
}

const isWithin = (path: readonly PropertyKey[], outer: readonly PropertyKey[]): boolean =>
  outer.every((key, index) => path[index] === key);

function repair(input: unknown, at: readonly PropertyKey[], unknown: Set<string>): unknown {
  const above = at.slice(0, -1);
  const holder = valueAt(input, above);
  const key = at.at(-1);
  if (key === undefined || (holder === undefined && above.length > 0)) return input;
  const around = schemasAt(configSchema, above, input);
  const [schema] = schemasAt(configSchema, at, input);
  const isNamed = around.every((outer) => canBeNamed(outer, key));
  const standIn = schema === undefined || !isNamed ? undefined : standInOf(schema);
  if (standIn === undefined && Array.isArray(holder)) return repair(input, above, unknown);
  unknown.add(dottedPath(at));
  if (schema === undefined)
    unknown.add(dottedPath([...above, meantKey(String(key), around, holder)]));
  else if (standIn === undefined && !z.safeParse(schema, undefined).success)
    unknown.add(dottedPath([...above, '*']));
  return withValueAt(input, at, standIn);
}

function canBeNamed(schema: z.core.$ZodType, key: PropertyKey): boolean {
  const inner = innerSchemaOf(schema);
  return !(inner instanceof z.ZodRecord) || z.safeParse(inner.keyType, key).success;
}

const standIns = ['a', '/', 'a/b', 'a.b', 'https://github.com/a/b', '1m', '1Gi', 1, 10_000, [], {}];

/** A value that is allowed, for none that is: undefined where nothing need be said, or nothing fits. */
function standInOf(schema: z.core.$ZodType): unknown {
  const inner = innerSchemaOf(schema);
  const choices =
    inner instanceof z.ZodEnum
      ? inner.options
      : inner instanceof z.ZodLiteral
        ? [...inner.values]
        : standIns;
  return [undefined, ...choices].find((value) => z.safeParse(schema, value).success);
}

/** A copy without a place. */
export const without = (input: unknown, at: readonly PropertyKey[]): unknown =>
  withValueAt(input, at, undefined);

/** A copy with another value in one place, or without that place. */
function withValueAt(
  input: unknown,
  [key, ...rest]: readonly PropertyKey[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  if (Array.isArray(input))
    return input.map((item: unknown, index) =>
      String(index) === String(key) ? withValueAt(item, rest, value) : item,
    );
  const holder = isObject(input) ? input : {};
  const { [String(key)]: old, ...others } = holder;
  const next = withValueAt(old, rest, value);
  if (next === undefined) return others;
  return String(key) in holder
    ? Object.fromEntries(
        Object.entries(holder).map(([name, part]) => [name, name === String(key) ? next : part]),
      )
    : { ...holder, [String(key)]: next };
}
