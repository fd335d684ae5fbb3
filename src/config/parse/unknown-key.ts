import type * as z from 'zod';
import { nearest } from '../../domain/nearest.ts';
import { fits, kindOf, objectsIn } from '../schema/schema-at.ts';
import { ownOf } from '../../domain/own.ts';

/** Where a thing goes that a back-end has no key for. */
const elsewhere: Readonly<Record<string, string>> = {
  tls: '; behind a Gateway, TLS is set on the Gateway itself',
};

/** What to do about a key that an object does not know: another kind may know it, or it is a typo. */
export function unknownKey(
  key: string,
  schemas: readonly z.core.$ZodType[],
  value: unknown,
): string {
  const objects = schemas.flatMap(objectsIn);
  const known = keysOf(schemas, value);
  const owners = objects
    .filter((object) => !fits(object, value) && Object.hasOwn(object.shape, key))
    .flatMap((object) => kindOf(object) ?? []);
  if (owners.length > 0)
    return (
      'unknown key: it belongs to ' +
      owners.map((kind) => `{ kind: "${kind}" }`).join(' and ') +
      (ownOf(elsewhere, key) ?? `; known keys here: ${known.join(', ')}`)
    );
  if (known.includes(key)) return `cannot be combined with ${rivalsOf(key, objects, value)}`;
  const near = nearest(key, known);
  if (near !== undefined) return `unknown key; did you mean "${near}"?`;
  return known.length === 0 ? 'unknown key' : `unknown key; known keys: ${known.join(', ')}`;
}

/** Keys beside a key that no object with it knows. */
const rivalsOf = (key: string, objects: readonly z.ZodObject[], value: unknown): string =>
  Object.keys(Object(value))
    .filter(
      (other) =>
        !objects.some(({ shape }) => Object.hasOwn(shape, key) && Object.hasOwn(shape, other)),
    )
    .join(', ');

/** The key that a typo most likely stands for; the key itself when none is near. */
export const meantKey = (
  key: string,
  schemas: readonly z.core.$ZodType[],
  value: unknown,
): string => nearest(key, keysOf(schemas, value)) ?? key;

const keysOf = (schemas: readonly z.core.$ZodType[], value: unknown): string[] =>
  schemas
    .flatMap(objectsIn)
    .filter((object) => fits(object, value))
    .flatMap((object) => Object.keys(object.shape));
