import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, SecretKey, SecretPlan } from '../plan/plan.ts';
import { bytesAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { meant } from '../domain/nearest.ts';
import { refuseKnownToGit } from './known-to-git.ts';
import type { Input } from './inputs.ts';
import { withValues } from './edit-plain.ts';
import type { Values } from './plain-secret.ts';
import { uniteInputs } from './copies.ts';
import { seal } from './seal.ts';
import type { Edit, SealResult, Sealing } from './sealing.ts';
import { derivedFrom, derivedValue, randomValue } from './values.ts';

/** Which keys of a secret get a new value. */
export interface Rotation {
  readonly environment: EnvironmentPlan;
  readonly secret: SecretPlan;
  /** Only this key; by default those whose value may be made at random. */
  readonly key: string | undefined;
}

/** The keys that get a new value; a key that follows from another is refused. */
export function rotatedKeys({ environment, secret, key }: Rotation): readonly SecretKey[] {
  if (key === undefined) return byDefault(environment, secret);
  const found = secret.keys.find((candidate) => candidate.key === key);
  if (found === undefined)
    throw new UserError(
      `${secret.name} has no such key${meant(
        key,
        secret.keys.map((candidate) => candidate.key),
      )}`,
    );
  const { value } = found;
  if (value.kind === 'fixed')
    throw new UserError(`${key} of ${secret.name} is fixed by the config: "${found.blank}"`, {
      exitCode: 3,
      hint: `To change it, edit ${paths.config}.`,
    });
  if (value.kind === 'derived')
    throw new UserError(
      `${key} of ${secret.name} is derived from ${value.from.key} of ${value.from.secret}`,
      {
        exitCode: 3,
        hint:
          `Rotate that, and ${key} is resealed with it: ` +
          `gitops-service secrets rotate ${environment.name} ${value.from.secret}`,
      },
    );
  return [found];
}

function byDefault(environment: EnvironmentPlan, { name, keys }: SecretPlan): readonly SecretKey[] {
  const random = keys.filter(({ value }) => value.kind === 'random');
  if (random.length > 0) return random;
  const own = keys.filter(({ value }) => value.kind === 'person');
  if (own.length === 1) return own;
  throw new UserError(`${name} has no value that can be generated`, {
    hint:
      own.length === 0
        ? `Its values are derived from others: ${keys
            .map(({ value }) => (value.kind === 'derived' ? value.from.secret : ''))
            .filter((from) => from !== '')
            .join(', ')}`
        : 'Choose a key: ' +
          own
            .map(
              ({ key }) => `gitops-service secrets rotate ${environment.name} ${name} --key ${key}`,
            )
            .join('\n  or: '),
  });
}

/** What a rotation did. */
export interface RotationResult {
  readonly sealed: readonly SealResult[];
  /** Keys that followed: their value is made anew as the plan says, whatever a person had added to it. */
  readonly followed: readonly string[];
  /** Plain files that hold the new values too. */
  readonly plain: readonly string[];
  /** Objects that read what has changed. */
  readonly readers: readonly string[];
}

/** Seals the given values, a new random one for every other key, and whatever follows from them in other secrets. */
export function rotate(
  sealing: Omit<Sealing, 'inputs' | 'all' | 'plain'>,
  {
    secret,
    keys,
    given,
  }: { readonly secret: SecretPlan; readonly keys: readonly SecretKey[]; readonly given: Values },
): RotationResult {
  const { root, environment } = sealing;
  const values = new Map(
    keys.flatMap(({ key, value }): [string, Buffer][] => {
      const next =
        given.get(key) ?? (value.kind === 'random' ? randomValue(value.bytes) : undefined);
      return next === undefined ? [] : [[key, next]];
    }),
  );
  const following = followers(environment, secret, values);
  const inputs = [
    { secret, values, source: `the new value of ${secret.name}` },
    ...following,
  ].reduce<readonly Input[]>(uniteInputs, []);
  const files = inputs.flatMap(({ secret: { folder, name }, values: changed }) => {
    const path = paths.plainSecret(folder, name);
    const before = bytesAt(root, path);
    return before === undefined ? [] : [{ path, before, changed }];
  });
  refuseKnownToGit(
    root,
    files.map(({ path }) => path),
  );
  const plain = files.map(({ path, before, changed }): Edit => ({
    path,
    before,
    bytes: Buffer.from(withValues(utf8(before, path), path, changed)),
    mode: 0o600,
  }));
  return {
    sealed: seal({ ...sealing, inputs, plain, all: true }),
    followed: following.flatMap(({ values: own }) => [...own.keys()]),
    plain: files.map(({ path }) => path),
    readers: [...new Set(inputs.flatMap(({ secret: { usedBy } }) => usedBy))],
  };
}

const followers = (
  { secrets }: EnvironmentPlan,
  { namespace, name }: SecretPlan,
  values: Values,
): readonly Input[] =>
  [...values].flatMap(([key, value]) =>
    derivedFrom(secrets, { namespace, secret: name, key }).map((follower): Input => ({
      secret: follower.secret,
      values: new Map([[follower.key, derivedValue(follower.value, value)]]),
      source: `values derived from ${name}`,
    })),
  );
