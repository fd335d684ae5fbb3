import { paths } from '../../plan/paths.ts';
import { PLACEHOLDER } from '../../domain/secret.ts';
import type { EnvironmentPlan, SecretKey, SecretPlan } from '../../plan/plan.ts';
import {
  derivedValue,
  placeOf,
  randomValue,
  sealedKeys,
  secretsNamed,
  type Input,
} from '../../secrets/index.ts';
import { askForValue } from './ask-value.ts';

/**
 * Asks for the values that nothing else gives: those that are not sealed yet, or all of
 * a secret that is named. What may be random is made, what follows is derived.
 */
export async function askForInputs(
  root: string,
  environment: EnvironmentPlan,
  only: string | undefined,
): Promise<readonly Input[] | 'cancelled'> {
  const values = new Map<string, Buffer>();
  for (const { secret, key, isSealed } of openKeys(root, environment, only)) {
    if (key.value.kind === 'random' && !isSealed)
      values.set(placeIn(secret, key), randomValue(key.value.bytes));
    if (key.value.kind !== 'person') continue;
    const answer = await askForValue(secret.name, key);
    if (answer === 'cancelled') return 'cancelled';
    if (answer !== 'skipped') values.set(placeIn(secret, key), answer);
  }
  const sources = new Map(values);
  for (const { secret, key, isSealed } of openKeys(root, environment, only)) {
    if (key.value.kind !== 'derived' || isSealed) continue;
    const { from } = key.value;
    const source =
      sources.get(placeOf(from)) ??
      (await askForValue(from.secret, {
        ...key,
        key: from.key,
        blank: PLACEHOLDER,
        hint: `for ${key.key}`,
      }));
    if (source === 'cancelled') return 'cancelled';
    if (source === 'skipped') continue;
    sources.set(placeOf(from), source);
    values.set(placeIn(secret, key), derivedValue(key.value, source));
  }
  return environment.secrets
    .map((secret) => inputOf(secret, values))
    .filter((input) => input.values.size > 0);
}

const placeIn = ({ namespace, name: secret }: SecretPlan, { key }: SecretKey): string =>
  placeOf({ namespace, secret, key });

const openKeys = (root: string, environment: EnvironmentPlan, only: string | undefined) =>
  (only === undefined ? environment.secrets : secretsNamed(environment, only)).flatMap((secret) => {
    const sealed = sealedKeys(root, paths.sealedSecret(secret.folder, secret.name));
    return secret.keys
      .map((key) => ({ secret, key, isSealed: sealed.includes(key.key) }))
      .filter(({ isSealed }) => only !== undefined || !isSealed);
  });

const inputOf = (secret: SecretPlan, values: ReadonlyMap<string, Buffer>): Input => ({
  secret,
  source: 'the input',
  values: new Map(
    secret.keys.flatMap((known): [string, Buffer][] => {
      const value = values.get(placeIn(secret, known));
      return value === undefined ? [] : [[known.key, value]];
    }),
  ),
});
