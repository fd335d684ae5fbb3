import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import { PLACEHOLDER, type SecretPlace } from '../domain/secret.ts';
import type { SecretKey, SecretPlan } from '../plan/plan.ts';
import { meant } from '../domain/nearest.ts';
import type { Values } from './plain-secret.ts';

/** A value that nobody has seen. */
export const randomValue = (bytes: number): Buffer =>
  Buffer.from(randomBytes(bytes).toString('base64url'));

/** A value that follows from another one; what is encoded for a URL must be text. */
export function derivedValue({ before, after, from, isUrl }: Derived, source: Buffer): Buffer {
  if (!isUrl) return Buffer.concat([Buffer.from(before), source, Buffer.from(after)]);
  if (isUtf8(source))
    return Buffer.from(`${before}${encodeURIComponent(source.toString())}${after}`);
  throw new UserError(`${from.key} of ${from.secret} is not UTF-8, so no URL can contain it`, {
    exitCode: 3,
    hint: 'Use a value that is text.',
  });
}

type Derived = Extract<SecretKey['value'], { kind: 'derived' }>;

/** Keys whose value follows from this one. */
export const derivedFrom = (
  secrets: readonly SecretPlan[],
  from: SecretPlace,
): readonly { readonly secret: SecretPlan; readonly key: string; readonly value: Derived }[] =>
  secrets.flatMap((secret) =>
    secret.keys.flatMap(({ key, value }) =>
      value.kind === 'derived' && placeOf(value.from) === placeOf(from)
        ? [{ secret, key, value }]
        : [],
    ),
  );

/** Whether a value is the same as in another namespace. */
export const isCopy = ({ value }: Pick<SecretKey, 'value'>): boolean =>
  value.kind === 'derived' && !value.isUrl;

/** A place as one word. */
export const placeOf = ({ namespace, secret, key }: SecretPlace): string =>
  `${namespace}/${secret}/${key}`;

/** Whether somebody still has to fill a value in. */
export const isUnfilled = (value: Buffer): boolean => value.includes(PLACEHOLDER);

/**
 * What is wrong with the values for a secret, one line each; a message names
 * keys of the config, never values, nor a key that may be one.
 */
export function problemsOf({ name, type, keys }: SecretPlan, values: Values): readonly string[] {
  return [...values].flatMap(([key, value], index) => {
    const known = keys.find((candidate) => candidate.key === key);
    if (known === undefined)
      return [
        `key ${String(index + 1)}: unknown key of ${name}${meant(
          key,
          keys.map((candidate) => candidate.key),
        )}`,
      ];
    if (value.length === 0) return [`${key}: is empty`];
    if (isUnfilled(value)) return [`${key}: still contains ${PLACEHOLDER}`];
    if (known.value.kind === 'fixed' && !value.equals(Buffer.from(known.blank)))
      return [`${key}: must be "${known.blank}", from the config`];
    if (type === 'kubernetes.io/dockerconfigjson' && !isDockerConfig(value))
      return [`${key}: must be JSON with an object "auths", such as ${known.blank}`];
    return [];
  });
}

function isDockerConfig(value: Buffer): boolean {
  if (!isUtf8(value)) return false;
  try {
    const config: unknown = JSON.parse(value.toString());
    return (
      typeof config === 'object' &&
      config !== null &&
      'auths' in config &&
      typeof config.auths === 'object' &&
      config.auths !== null
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
