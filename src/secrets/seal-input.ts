import { UserError } from '../errors.ts';
import { bytesAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { paths } from '../plan/paths.ts';
import type { SecretPlan } from '../plan/plan.ts';
import { sealValue } from './ciphertext.ts';
import { isForAnother, isUnchanged, type Fingerprints, type SealedValue } from './fingerprints.ts';
import type { Input } from './inputs.ts';
import type { Values } from './plain-secret.ts';
import { keyId } from './public-key.ts';
import type { Sealing, SealResult } from './sealing.ts';
import { labelOf } from './scope.ts';
import {
  movedTo,
  newSealed,
  parseSealed,
  targetProblems,
  withSealed,
  type Target,
} from './sealed-secret.ts';

/** A sealed file as it is to be, and what it was made from. */
export interface SealedFile {
  readonly report: SealResult;
  readonly before: Buffer | undefined;
  readonly text: string;
  readonly values: readonly SealedValue[];
}

/** Seals the values of one secret that have changed, into the file that stands there. */
export function sealInput(
  { root, scope, certificate, all }: Sealing,
  { secret, values: given }: Input,
  prints: Fingerprints,
): SealedFile {
  const target: Target = { name: secret.name, namespace: secret.namespace, scope, secret };
  const file = paths.sealedSecret(secret.folder, secret.name);
  const before = bytesAt(root, file);
  const values = withFixed(secret, given);
  const existing = existingIn(before, file, { target, given: [...values.keys()] });
  const place = { environment: secret.folder, secret: secret.name };
  const id = keyId(certificate.publicKey);
  const outcomes = [...values].map(([key, value]) => {
    const known = { ...place, namespace: target.namespace, scope, key, value, certificate: id };
    const there = existing?.encrypted.get(key);
    const unchanged =
      !(all && given.has(key)) &&
      typeof there === 'string' &&
      isUnchanged(prints, { ...known, sealed: there });
    return {
      ...known,
      unchanged,
      sealed: unchanged ? there : sealValue(value, certificate.publicKey, labelOf(scope, target)),
    };
  });
  const fresh = Object.fromEntries(
    inPlanOrder(
      secret.keys,
      outcomes.filter(({ unchanged }) => !unchanged),
    ).map(({ key, sealed }) => [key, sealed]),
  );
  const text =
    existing === undefined
      ? newSealed(target, fresh)
      : withSealed(existing.text, file, { secret, encrypted: fresh });
  const now = new Map(Object.entries(parseSealed(text, file).encrypted));
  const kept = [...now].filter(([key]) => !values.has(key));
  return {
    before,
    text,
    values: outcomes,
    report: {
      secret: secret.name,
      file,
      sealed: Object.keys(fresh),
      unchanged: outcomes.filter(({ unchanged }) => unchanged).map(({ key }) => key),
      kept: kept.map(([key]) => key),
      forAnother: kept
        .filter(([key, sealed]) =>
          isForAnother(prints, { ...place, key, sealed: String(sealed), certificate: id }),
        )
        .map(([key]) => key),
      missing: secret.keys.map(({ key }) => key).filter((key) => !now.has(key)),
    },
  };
}

/** The values, and those that the plan knows anyway. */
const withFixed = ({ keys }: SecretPlan, given: Values): Values =>
  new Map([
    ...keys
      .filter(({ value }) => value.kind === 'fixed')
      .map(({ key, blank }): [string, Buffer] => [key, Buffer.from(blank)]),
    ...given,
  ]);

const inPlanOrder = <Item extends { readonly key: string }>(
  keys: readonly { readonly key: string }[],
  items: readonly Item[],
): readonly Item[] => keys.flatMap(({ key }) => items.filter((item) => item.key === key));

/** The sealed file that stands there; one for another place becomes one for this place if all of it is given anew. */
function existingIn(
  before: Buffer | undefined,
  file: string,
  { target, given }: { readonly target: Target; readonly given: readonly string[] },
): { readonly text: string; readonly encrypted: ReadonlyMap<string, unknown> } | undefined {
  if (before === undefined) return undefined;
  const text = utf8(before, file);
  const sealed = parseSealed(text, file);
  const reasons = targetProblems(sealed, target);
  if (reasons.length === 0) return { text, encrypted: new Map(Object.entries(sealed.encrypted)) };
  const lost = Object.keys(sealed.encrypted).filter((key) => !given.includes(key));
  // Remarks and whatever else people wrote stay; nothing counts as sealed.
  if (lost.length === 0) return { text: movedTo(text, file, target), encrypted: new Map() };
  throw new UserError(reasons.map((reason) => `${file} ${reason}`).join('\n'), {
    exitCode: 3,
    hint: `Pass these values too, so that the whole secret is resealed: ${lost.join(', ')}`,
  });
}
