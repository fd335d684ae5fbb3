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
import { derivedValue, isCopy, isUnfilled, placeOf, randomValue } from './values.ts';

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
    const standing = environment.secrets.map((secret) => skeletonInputOf(root, secret));
    const chosen = new Map(
      standing.flatMap(({ secret, plain, open }) =>
        (plain === undefined ? open : []).flatMap((key) => randomValueFor(secret, key)),
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
  /** Keys that neither the sealed nor the plain file has. */
  readonly open: readonly SecretKey[];
}

function skeletonInputOf(root: string, secret: SecretPlan): SkeletonInput {
  const [plainPath, sealedPath] = [
    paths.plainSecret(secret.folder, secret.name),
    paths.sealedSecret(secret.folder, secret.name),
  ];
  const [plainText, sealedText] = [textAt(root, plainPath), textAt(root, sealedPath)];
  const sealed = sealedText === undefined ? undefined : parseSealed(sealedText, sealedPath);
  // The controller opens no value that was sealed for another name or namespace.
  const isOpened = sealed?.name === secret.name && sealed.namespace === secret.namespace;
  const done = sealed !== undefined && isOpened ? sealed.encrypted : {};
  const plain = plainText === undefined ? undefined : parseManifest(plainText, plainPath).values;
  return {
    secret,
    plain,
    // What another namespace has is sealed with it.
    open: secret.keys.filter(
      (key) => !isCopy(key) && !Object.hasOwn(done, key.key) && plain?.has(key.key) !== true,
    ),
  };
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
