import type { JsonSchema } from '../../render/chart-value.ts';
import type { Value } from '../../render/spec.ts';
import { typeOf } from '../../render/value.ts';

/** What is known of values that nothing else describes: their types. */
export function inferSchema(values: readonly (Value | undefined)[]): JsonSchema {
  const types = [
    ...new Set(values.flatMap((value) => (value === undefined ? [] : [typeOf(value)]))),
  ].map((type) => jsonTypes[type]);
  const [only] = types;
  return { type: types.length === 1 && only !== undefined ? only : types };
}

const jsonTypes = {
  map: 'object',
  list: 'array',
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
} as const;
