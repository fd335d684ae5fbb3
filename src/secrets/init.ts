import { posix } from 'node:path';
import type { SecretPlace } from '../domain/secret.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, SecretKey, SecretPlan } from '../plan/plan.ts';
import { replaceFiles } from '../write/apply.ts';
import { withLock } from '../write/lock.ts';
import { closeToOthers } from '../disk/permissions.ts';
import { textAt } from '../disk/text-at.ts';
import { refuseKnownToGit } from './known-to-git.ts';
import { refuseSealedOutside } from './outside-checkout.ts';
import { parseManifest, type Values } from './plain-secret.ts';
import { parseSealed } from './sealed-secret.ts';
import { derivedFrom, derivedValue, isCopy, isUnfilled, placeOf, randomValue } from './values.ts';

/** What became of one secret's skeleton. */
export interface Skeleton {
  readonly secret: string;
  readonly file: string;
  /** `written`: a new file. `kept`: a plain file stands there. `sealed`: nothing is left to fill in. */
  readonly state: 'written' | 'kept' | 'sealed';
  /** Keys with a value that nobody has seen. */
  readonly random: readonly string[];
  readonly derived: readonly string[];
  /** Keys that a person fills in, or adds where the file was kept. */
  readonly open: readonly string[];
}

/** Where skeletons go, and how the manifest of a secret is written as text. */
export interface Skeletons {
  readonly root: string;
  readonly environment: EnvironmentPlan;
  readonly manifestOf: (secret: SecretPlan, environment: EnvironmentPlan) => string;
}

/** Writes the plain file of every secret that is not sealed yet, filled in as far as nobody needs to be asked. */
export function initSecrets({ root, environment, manifestOf }: Skeletons): readonly Skeleton[] {
  refuseSealedOutside(root, environment);
  return withLock(root, () => {
    const standing = environment.secrets.map((secret) =>
      skeletonInputOf(root, secret, environment.secrets),
    );
    const chosen = new Map(
      standing.flatMap(({ secret, plain, open, lives }) =>
        (plain === undefined ? open : []).flatMap((key) =>
          // What is used somewhere stays what it is: a person knows it.
          lives.has(key.key) ? [] : randomValueFor(secret, key),
        ),
      ),
    );
    const known = (place: SecretPlace): Buffer | undefined =>
      chosen.get(placeOf(place)) ??
      standing
        .find(({ secret }) => secret.name === place.secret && secret.namespace === place.namespace)
        ?.plain?.get(place.key);
    const skeletons = standing.map((one) => skeletonOf(one, known));
    const writes = skeletons.flatMap(({ report: { file, state }, filled }) =>
      state === 'written'
        ? [{ path: file, bytes: Buffer.from(manifestOf(filled, environment)), mode: 0o600 }]
        : [],
    );
    refuseKnownToGit(
      root,
      writes.map(({ path }) => path),
    );
    const kept = skeletons.filter(({ report }) => report.state === 'kept');
    for (const { report } of kept) closeToOthers(root, report.file);
    replaceFiles(root, writes);
    for (const folder of new Set(writes.map(({ path }) => posix.dirname(path))))
      closeToOthers(root, folder);
    return skeletons.map(({ report }) => report);
  });
}

/** The value at a place, as far as it is known. */
type Known = (place: SecretPlace) => Buffer | undefined;

interface SkeletonInput {
  readonly secret: SecretPlan;
  /** The values of its plain file, if there is one. */
  readonly plain: Values | undefined;
  /** Keys that the plain file lacks, and the sealed one of this or another namespace. */
  readonly open: readonly SecretKey[];
  /** Keys that are sealed here. */
  readonly lives: ReadonlySet<string>;
}

function skeletonInputOf(
  root: string,
  secret: SecretPlan,
  all: readonly SecretPlan[],
): SkeletonInput {
  const plainPath = paths.plainSecret(secret.folder, secret.name);
  const plainText = textAt(root, plainPath);
  const plain = plainText === undefined ? undefined : parseManifest(plainText, plainPath).values;
  const lives = sealedKeys(root, secret);
  const lacksCopy = ({ key }: SecretKey): boolean =>
    derivedFrom(all, { namespace: secret.namespace, secret: secret.name, key }).some(
      (follower) => isCopy(follower) && !sealedKeys(root, follower.secret).has(follower.key),
    );
  return {
    secret,
    plain,
    lives,
    // What another namespace has is sealed with it.
    open: secret.keys.filter(
      (key) =>
        !isCopy(key) && plain?.has(key.key) !== true && (!lives.has(key.key) || lacksCopy(key)),
    ),
  };
}

/** The keys of a secret that the controller opens: none that was sealed for another name or namespace. */
function sealedKeys(root: string, { folder, name, namespace }: SecretPlan): ReadonlySet<string> {
  const path = paths.sealedSecret(folder, name);
  const text = textAt(root, path);
  const sealed = text === undefined ? undefined : parseSealed(text, path);
  const isOpened = sealed?.name === name && sealed.namespace === namespace;
  return new Set(isOpened ? Object.keys(sealed.encrypted) : []);
}

const randomValueFor = (
  { namespace, name: secret }: SecretPlan,
  { key, value }: SecretKey,
): readonly [string, Buffer][] =>
  value.kind === 'random' ? [[placeOf({ namespace, secret, key }), randomValue(value.bytes)]] : [];

function skeletonOf(
  { secret, plain, open }: SkeletonInput,
  known: Known,
): { readonly report: Skeleton; readonly filled: SecretPlan } {
  const keys = open.map((key): SecretKey => ({
    ...key,
    blank: valueOf(secret, key, known)?.toString() ?? key.blank,
  }));
  const unfilled = keys.filter(({ blank }) => isUnfilled(Buffer.from(blank)));
  const ofKind = (kind: SecretKey['value']['kind']): readonly string[] =>
    keys.filter((key) => key.value.kind === kind && !unfilled.includes(key)).map(({ key }) => key);
  const file = paths.plainSecret(secret.folder, secret.name);
  const namesOf = (some: readonly SecretKey[]): readonly string[] => some.map(({ key }) => key);
  if (plain !== undefined)
    return {
      filled: secret,
      report: {
        secret: secret.name,
        file,
        state: 'kept',
        random: [],
        derived: [],
        open: namesOf(open),
      },
    };
  const state = keys.every(({ value }) => value.kind === 'fixed') ? 'sealed' : 'written';
  return {
    filled: { ...secret, keys },
    report: {
      secret: secret.name,
      file,
      state,
      random: ofKind('random'),
      derived: ofKind('derived'),
      open: namesOf(unfilled),
    },
  };
}

function valueOf(
  { namespace, name: secret }: SecretPlan,
  { key, value }: SecretKey,
  known: Known,
): Buffer | undefined {
  if (value.kind !== 'derived')
    return value.kind === 'random' ? known({ namespace, secret, key }) : undefined;
  const source = known(value.from);
  return source === undefined || isUnfilled(source) ? undefined : derivedValue(value, source);
}
