import * as z from 'zod';

/**
 * What the schema says of the place that a path leads to; members of
 * unions that the input cannot mean are left out, when one is left.
 */
export function schemasAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  input: unknown,
): z.core.$ZodType[] {
  const inner = innerSchemaOf(schema);
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  if (inner instanceof z.ZodUnion)
    return inner.options.flatMap((option) =>
      fits(option, input) ? schemasAt(option, path, input) : [],
    );
  const child = childOf(inner, key);
  return child === undefined ? [] : schemasAt(child, rest, valueAt(input, [key]));
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const child: unknown = schema.shape[String(key)];
    return child instanceof z.ZodType ? child : undefined;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

/** The objects that may stand in a place, one for each member of a union. */
export function objectsIn(schema: z.core.$ZodType): z.ZodObject[] {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap(objectsIn);
  return inner instanceof z.ZodObject ? [inner] : [];
}

/** Whether a value may mean this member of a union. */
export function fits(option: z.core.$ZodType, input: unknown): boolean {
  const inner = innerSchemaOf(option);
  if (inner instanceof z.ZodArray) return Array.isArray(input);
  if (inner instanceof z.ZodRecord) return !Array.isArray(input);
  return (
    inner instanceof z.ZodObject &&
    (kindOf(inner) === undefined || kindOf(inner) === valueAt(input, ['kind']))
  );
}

/** The `kind` that tells a member of a union from the others. */
export function kindOf(schema: z.core.$ZodType): string | undefined {
  const inner = innerSchemaOf(schema);
  const kind: unknown = inner instanceof z.ZodObject ? inner.shape['kind'] : undefined;
  return kind instanceof z.ZodLiteral ? String([...kind.values][0]) : undefined;
}

/** What `.describe()` said, on the schema or below its default and optional marks. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  return schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
    ? descriptionOf(schema.def.innerType)
    : '';
}

/** The value that a path leads to; undefined when there is none. */
export const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    input,
  );

/** The schema below defaults and optional marks. */
export function innerSchemaOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return innerSchemaOf(schema.def.innerType);
  return schema;
}
