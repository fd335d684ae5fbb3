import * as z from 'zod';
import { kindOf, objectsIn, innerSchemaOf } from '../schema/schema-at.ts';

/** What a value must be; `shown` names what it is, and where it can be guessed, the text says how to write it. */
export function expectationOf(schema: z.core.$ZodType, value: unknown, shown?: string): string {
  const form = formOf(schema);
  if (value === undefined) return requiredText(form);
  const instead = rewritten(schema, value);
  const not = shown === undefined ? '' : `, not ${shown}`;
  return `must be ${form}${not}${instead === undefined ? '' : `: write ${literal(instead)}`}`;
}

const requiredText = (form: string): string => `required: ${form.replace(/^an? /, '')}`;

/** The same for the `kind` of an object that may be of several. */
export function expectedKindText(
  schemas: readonly z.core.$ZodType[],
  value: unknown,
  shown?: string,
): string {
  const kinds = schemas.flatMap(objectsIn).flatMap((object) => kindOf(object) ?? []);
  const form = oneOf(kinds.map(literal));
  if (value === undefined) return requiredText(form);
  return `must be ${form}${shown === undefined ? '' : `, not ${shown}`}`;
}

/** What may stand there, in a few words. */
function formOf(schema: z.core.$ZodType): string {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodUnion)
    return oneOf([
      ...new Set(
        inner.options.map((option) =>
          kindOf(option) === undefined ? formOf(option) : literal({ kind: kindOf(option) }),
        ),
      ),
    ]);
  if (inner instanceof z.ZodEnum) return oneOf(inner.options.map(literal));
  if (inner instanceof z.ZodLiteral) return oneOf([...inner.values].map(literal));
  if (inner instanceof z.ZodNumber) return inner.isInt ? 'a whole number' : 'a number';
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodArray) return 'a list';
  if (inner instanceof z.ZodObject) return objectForm(inner);
  return inner instanceof z.ZodRecord ? 'an object' : 'text';
}

function objectForm(object: z.ZodObject): string {
  const needed = Object.entries(object.shape).flatMap(([key, child]) =>
    z.safeParse(child, undefined).success ? [] : [`${key}: …`],
  );
  return needed.length === 0 ? 'an object' : `{ ${needed.join(', ')} }`;
}

const oneOf = (forms: readonly string[]): string =>
  forms.length === 1 ? (forms[0] ?? '') : `one of ${forms.join(', ')}`;

/** What was probably meant, in the form that the schema takes; undefined when nothing like it is taken. */
function rewritten(schema: z.core.$ZodType, value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return undefined;
  const text = String(value);
  const wrapped = objectsIn(schema).flatMap((object) =>
    Object.keys(object.shape).map((key) => ({ [key]: value })),
  );
  const candidates = [
    text,
    ...(text === '' ? [] : [Number(text)]),
    ...(text === 'true' || text === 'false' ? [text === 'true'] : []),
    ...wrapped,
    ...listed(schema, value),
  ];
  return candidates.find((candidate) => accepts(schema, candidate));
}

function listed(schema: z.core.$ZodType, value: unknown): unknown[] {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => listed(option, value));
  if (!(inner instanceof z.ZodArray)) return [];
  return [[value], [rewritten(inner.element, value)]];
}

const accepts = (schema: z.core.$ZodType, value: unknown): boolean =>
  z.safeParse(schema, value).success;

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${literal(part)}`)
    .join(', ')} }`;
}
