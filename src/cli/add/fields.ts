import * as z from 'zod';
import { configSchema } from '../../config/schema/schema.ts';
import { problemsOf } from '../../config/parse/issues-of.ts';
import { innerSchemaOf, schemasAt, valueAt } from '../../config/schema/schema-at.ts';
import { InternalError } from '../../errors.ts';
import { textOf, type Field, type Given } from './addition.ts';

/** The schema of what stands at a path of the config. */
export const schemaAt = (...at: readonly string[]): z.core.$ZodType =>
  at.reduce<z.core.$ZodType>((schema, key) => {
    const [inner] = schemasAt(schema, [key], {});
    if (inner === undefined) throw new InternalError(`the schema has no ${key}`);
    return innerSchemaOf(inner);
  }, configSchema);

/** The flags as the object that is added, each value as the schema of its key wants it. */
export function valueOf(
  schema: z.core.$ZodType,
  {
    fields,
    given,
    start,
  }: { readonly fields: readonly Field[]; readonly given: Given; readonly start: object },
): { readonly value: Readonly<Record<string, unknown>>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  let value: object = start;
  for (const { flag, at } of fields) {
    const text = textOf(given, flag);
    if (text === undefined) continue;
    const outcome = parsed(schemasAt(schema, at, value), text);
    if ('problem' in outcome) problems.push(`--${flag}: ${outcome.problem}`);
    else value = withValue(value, at, outcome.value);
  }
  return { value: { ...value }, problems };
}

/** What is wrong with a text as the value of a key; nothing where it is right. */
export function problemWith(
  schema: z.core.$ZodType,
  at: readonly string[],
  text: string,
): string | undefined {
  const outcome = parsed(schemasAt(schema, at, {}), text);
  return 'problem' in outcome ? outcome.problem : undefined;
}

type Parsed = { readonly value: unknown } | { readonly problem: string };

function parsed(schemas: readonly z.core.$ZodType[], text: string): Parsed {
  if (schemas.length === 0) return { problem: 'does not go with the other flags' };
  const candidates = [text, ...(/^\d+$/.test(text) ? [Number(text)] : [])];
  const tries = candidates
    .reverse()
    .flatMap((value) =>
      schemas.map((schema) => ({ value, schema, result: z.safeParse(schema, value) })),
    );
  const good = tries.find(({ result }) => result.success);
  if (good !== undefined) return { value: good.value };
  const [first] = tries;
  const problems =
    first?.result.error === undefined
      ? []
      : problemsOf(first.result.error, first.value, first.schema);
  return { problem: problems[0]?.message ?? 'is not allowed' };
}

function withValue(object: object, [key, ...rest]: readonly string[], value: unknown): object {
  if (key === undefined) return object;
  const inner: unknown = valueAt(object, [key]);
  const owner = typeof inner === 'object' && inner !== null ? inner : {};
  return { ...object, [key]: rest.length === 0 ? value : withValue(owner, rest, value) };
}
