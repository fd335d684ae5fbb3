import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as z from 'zod';
import { innerSchemaOf } from '../../src/config/schema/schema-at.ts';
import type { Config } from '../../src/config/config.ts';
import { tryParse } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { valueOf } from '../config/arbitrary.ts';
import { memberName, type Schema } from '../config/walk.ts';

/** A place in a config that says an option, and the schema of what stands there. */
export interface Place {
  readonly option: string;
  readonly keys: readonly string[];
  readonly schema: Schema;
}

/** Every option that an input could say, at every place that the input has for it. */
export function placesOf(
  schema: Schema,
  value: unknown,
  option = '',
  keys: readonly string[] = [],
): readonly Place[] {
  const inner = innerSchemaOf(schema);
  if (value === undefined || value === null) return [];
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, child]) => {
      const place = {
        option: option === '' ? key : `${option}.${key}`,
        keys: [...keys, key],
        schema: child as Schema,
      };
      return [
        place,
        ...placesOf(place.schema, Reflect.get(Object(value), key), place.option, place.keys),
      ];
    });
  }
  if (inner instanceof z.ZodRecord || inner instanceof z.ZodArray) {
    const [mark, element] =
      inner instanceof z.ZodRecord ? ['.*', inner.valueType] : ['[]', inner.element];
    return Object.entries(Object(value) as object).flatMap(([key, part]) =>
      placesOf(element, part, `${option}${mark}`, [...keys, key]),
    );
  }
  if (inner instanceof z.ZodUnion) {
    const index = inner.options.findIndex((member) => z.safeParse(member, value).success);
    const member = inner.options[index];
    return member === undefined
      ? []
      : placesOf(member, value, `${option}(${memberName(member, index)})`, keys);
  }
  return [];
}

/** Every key of every object of the schema: what a person can write. */
export function keysOf(schema: Schema, option = ''): readonly string[] {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([key, child]) => [
      option === '' ? key : `${option}.${key}`,
      ...keysOf(child as Schema, option === '' ? key : `${option}.${key}`),
    ]);
  if (inner instanceof z.ZodRecord) return keysOf(inner.valueType, `${option}.*`);
  if (inner instanceof z.ZodArray) return keysOf(inner.element, `${option}[]`);
  if (inner instanceof z.ZodUnion)
    return inner.options.flatMap((member, index) =>
      keysOf(member, `${option}(${memberName(member, index)})`),
    );
  return [];
}

/** Options that can have one value only, so that no two configs differ in them alone. */
export const isFixed = (schema: Schema): boolean => {
  const inner = innerSchemaOf(schema);
  return (
    inner instanceof z.ZodLiteral ||
    (inner instanceof z.ZodObject &&
      Object.values(inner.shape).every((child) => isFixed(child as Schema)))
  );
};

/** Whether some other value at this place, or none, gives a config that is accepted and other files where it counts. */
export function changesOutput(
  input: unknown,
  config: Config,
  { keys, schema, option }: Place,
  counts: (path: string, option: string) => boolean,
  seed: number,
): boolean {
  const [before, plan] = [outputOf(config, option, counts), makePlan(config)];
  const others = [undefined, ...fc.sample(valueOf(schema), { numRuns: 8, seed })];
  return others.some((other) => {
    const outcome = tryParse(changed(input, keys, other));
    // Files are made of the plan alone, and of the same plan come the same files.
    return (
      'config' in outcome &&
      !isDeepStrictEqual(makePlan(outcome.config), plan) &&
      outputOf(outcome.config, option, counts) !== before
    );
  });
}

const outputs = new WeakMap<Config, Map<string, string>>();

function outputOf(
  config: Config,
  option: string,
  counts: (path: string, option: string) => boolean,
): string {
  const known =
    outputs.get(config) ??
    new Map(allFiles(makePlan(config)).map((file) => [file.path, render(file)]));
  outputs.set(config, known);
  return [...known]
    .filter(([path]) => counts(path, option))
    .map(([path, text]) => `${path}\n${text}`)
    .join('\n');
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.flatMap((part: unknown, index) =>
      String(index) === key
        ? rest.length === 0 && to === undefined
          ? []
          : [changed(part, rest, to)]
        : [part],
    );
  const part = Reflect.get(Object(value), key) as unknown;
  const next = changed(part, rest, to);
  return Object.fromEntries(
    Object.entries({ ...(value as object), [key]: next }).filter(
      ([, field]) => field !== undefined,
    ),
  );
}
