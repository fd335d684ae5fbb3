import * as z from 'zod';
import { innerSchemaOf } from '../../src/config/schema/schema-at.ts';

export type Schema = z.core.$ZodType;

/**
 * Every option that the schema has, as a path: `components.*.port`; members of unions stand in brackets
 * (`registry(harbor).host`), values of enums and booleans behind an equals sign (`ci.scan=trivy`).
 */
export function optionsOf(schema: Schema, path = ''): readonly string[] {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([key, child]) => [
      joined(path, key),
      ...optionsOf(child as Schema, joined(path, key)),
    ]);
  if (inner instanceof z.ZodRecord) return optionsOf(inner.valueType, `${path}.*`);
  if (inner instanceof z.ZodArray) return optionsOf(inner.element, `${path}[]`);
  if (inner instanceof z.ZodUnion)
    return inner.options.flatMap((member, index) => [
      memberPath(path, member, index),
      ...optionsOf(member, memberPath(path, member, index)),
    ]);
  return valuesOf(inner).map((value) => `${path}=${value}`);
}

/** Which of these options a value says. */
export function hitsOf(schema: Schema, value: unknown, path = ''): readonly string[] {
  const inner = innerSchemaOf(schema);
  if (value === undefined) return [];
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, child]) => {
      const part = field(value, key);
      return part === undefined
        ? []
        : [joined(path, key), ...hitsOf(child as Schema, part, joined(path, key))];
    });
  }
  if (inner instanceof z.ZodRecord)
    return Object.values(value ?? {}).flatMap((part) => hitsOf(inner.valueType, part, `${path}.*`));
  if (inner instanceof z.ZodArray)
    return Array.isArray(value)
      ? value.flatMap((part) => hitsOf(inner.element, part, `${path}[]`))
      : [];
  if (inner instanceof z.ZodUnion) {
    const index = inner.options.findIndex((member) => z.safeParse(member, value).success);
    const member = inner.options[index];
    return member === undefined
      ? []
      : [
          memberPath(path, member, index),
          ...hitsOf(member, value, memberPath(path, member, index)),
        ];
  }
  return valuesOf(inner).includes(String(value)) ? [`${path}=${String(value)}`] : [];
}

/** What tells the members of a union apart: its `kind`, its literal, else its type. */
export function memberName(member: Schema, index: number): string {
  const inner = innerSchemaOf(member);
  if (inner instanceof z.ZodLiteral) return [...inner.values].map(String).join('|');
  if (inner instanceof z.ZodObject) {
    const kind: unknown = inner.shape['kind'];
    return kind instanceof z.ZodLiteral ? [...kind.values].map(String).join('|') : 'object';
  }
  return `${inner._zod.def.type}${index}`;
}

export const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

const memberPath = (path: string, member: Schema, index: number): string =>
  `${path}(${memberName(member, index)})`;
const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Values that a test should see all of. */
function valuesOf(inner: Schema): readonly string[] {
  if (inner instanceof z.ZodEnum) return inner.options.map(String);
  return inner instanceof z.ZodBoolean ? ['true', 'false'] : [];
}
