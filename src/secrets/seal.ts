import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, SealingScope, SecretPlan } from '../plan/plan.ts';
import { replaceFiles } from '../write/apply.ts';
import { withLock } from '../write/lock.ts';
import type { Write } from '../write/rescue.ts';
import type { Certificate } from './certificate.ts';
import { sealValue } from './ciphertext.ts';
import { textAt } from '../disk/text-at.ts';
import {
  FINGERPRINTS_PATH,
  isUnchanged,
  readFingerprints,
  withFingerprints,
  type Fingerprints,
  type SealedValue,
} from './fingerprints.ts';
import type { Input } from './inputs.ts';
import { withListed } from './kustomization.ts';
import type { Values } from './plain-secret.ts';
import { labelOf } from './scope.ts';
import {
  targetProblems,
  newSealed,
  parseSealed,
  withSealed,
  type Target,
} from './sealed-secret.ts';
import { problemsOf } from './values.ts';

/** What to seal, and how. */
export interface Sealing {
  readonly root: string;
  readonly environment: EnvironmentPlan;
  readonly scope: SealingScope;
  readonly certificate: Certificate;
  readonly inputs: readonly Input[];
  /** Seal again what has not changed, for a new cluster. */
  readonly all: boolean;
  /** Plain files to bring up to date in the same step. */
  readonly plain: readonly Write[];
}

/** What became of one secret; every list holds keys. */
export interface SealResult {
  readonly secret: string;
  readonly file: string;
  readonly sealed: readonly string[];
  readonly unchanged: readonly string[];
  /** Sealed before, and not given now. */
  readonly kept: readonly string[];
  readonly missing: readonly string[];
}

/** Seals what has changed, lists the files in the kustomization, and writes all of it or nothing. */
export function seal(sealing: Sealing): readonly SealResult[] {
  const { root, environment, inputs } = sealing;
  refuseProblems(inputs);
  return withLock(root, () => {
    const prints = readFingerprints(root);
    const results = inputs.map((input) => sealInput(sealing, input, prints));
    const kustomization = withListed(
      root,
      environment.name,
      results.map(({ report }) => report.file.slice(report.file.lastIndexOf('/') + 1)),
    );
    const writes: readonly Write[] = [
      ...results.map(({ report, text }) => ({
        path: report.file,
        bytes: Buffer.from(text),
        mode: 0o644,
      })),
      {
        path: paths.secrets(environment.name, 'kustomization.yaml'),
        bytes: Buffer.from(kustomization),
        mode: 0o644,
      },
      ...sealing.plain,
      {
        path: FINGERPRINTS_PATH,
        bytes: Buffer.from(
          withFingerprints(
            prints,
            results.flatMap(({ values }) => values),
          ),
        ),
        mode: 0o600,
      },
    ];
    replaceFiles(
      root,
      writes.filter(
        ({ path, bytes }) => path === FINGERPRINTS_PATH || textAt(root, path) !== bytes.toString(),
      ),
    );
    return results.map(({ report }) => report);
  });
}

/** Deletes the plain files that were sealed, and says which. */
export function removePlain(
  root: string,
  environment: EnvironmentPlan,
  sealed: readonly SealResult[],
): readonly string[] {
  const files = sealed
    .map(({ secret }) => paths.plainSecret(environment.name, secret))
    .filter((path) => textAt(root, path) !== undefined);
  for (const path of files) rmSync(join(root, path));
  return files;
}

function refuseProblems(inputs: readonly Input[]): void {
  const problems = inputs
    .map(({ secret, values, source }) => ({ source, lines: problemsOf(secret, values) }))
    .filter(({ lines }) => lines.length > 0);
  if (problems.length === 0) return;
  const text = problems
    .map(({ source, lines }) => `${source}\n${lines.map((line) => `  ${line}`).join('\n')}`)
    .join('\n');
  throw new UserError(`nothing was sealed:\n${text}`, {
    hint: 'Fill in or correct these values, then try again.',
  });
}

interface Result {
  readonly report: SealResult;
  readonly text: string;
  readonly values: readonly SealedValue[];
}

function sealInput(
  { root, environment, scope, certificate, all }: Sealing,
  { secret, values: given }: Input,
  prints: Fingerprints,
): Result {
  const target: Target = { name: secret.name, namespace: environment.namespace, scope, secret };
  const file = paths.sealedSecret(environment.name, secret.name);
  const existing = existingAt(root, file, { target, given: [...given.keys()] });
  const values = withFixed(secret, given, existing?.encrypted ?? {});
  const outcomes = [...values].map(([key, value]) => {
    const before = existing?.encrypted[key];
    const known = { environment: environment.name, secret: secret.name, key, value };
    const unchanged =
      !all && typeof before === 'string' && isUnchanged(prints, { ...known, sealed: before });
    return {
      ...known,
      unchanged,
      sealed: unchanged ? before : sealValue(value, certificate.publicKey, labelOf(scope, target)),
    };
  });
  const fresh = Object.fromEntries(
    inPlanOrder(
      secret.keys,
      outcomes.filter(({ unchanged }) => !unchanged),
    ).map(({ key, sealed }) => [key, sealed]),
  );
  const text =
    existing === undefined ? newSealed(target, fresh) : withSealed(existing.text, target, fresh);
  const now = Object.keys(parseSealed(text, file).encrypted);
  return {
    text,
    values: outcomes,
    report: {
      secret: secret.name,
      file,
      sealed: Object.keys(fresh),
      unchanged: outcomes.filter(({ unchanged }) => unchanged).map(({ key }) => key),
      kept: now.filter((key) => !values.has(key)),
      missing: secret.keys.map(({ key }) => key).filter((key) => !now.includes(key)),
    },
  };
}

/** The values, and those that the plan knows anyway. */
const withFixed = (
  { keys }: SecretPlan,
  given: Values,
  sealed: Readonly<Record<string, unknown>>,
): Values =>
  new Map([
    ...keys
      .filter(({ key, value }) => value.kind === 'fixed' && !(key in sealed))
      .map(({ key, blank }): [string, Buffer] => [key, Buffer.from(blank)]),
    ...given,
  ]);

const inPlanOrder = <Item extends { readonly key: string }>(
  keys: readonly { readonly key: string }[],
  items: readonly Item[],
): readonly Item[] => keys.flatMap(({ key }) => items.filter((item) => item.key === key));

/** The sealed file that stands there, unless all that it holds is sealed for another place and given anew. */
function existingAt(
  root: string,
  file: string,
  { target, given }: { readonly target: Target; readonly given: readonly string[] },
): { readonly text: string; readonly encrypted: Readonly<Record<string, unknown>> } | undefined {
  const text = textAt(root, file);
  if (text === undefined) return undefined;
  const sealed = parseSealed(text, file);
  const reasons = targetProblems(sealed, target);
  if (reasons.length === 0) return { text, encrypted: sealed.encrypted };
  const lost = Object.keys(sealed.encrypted).filter((key) => !given.includes(key));
  if (lost.length === 0) return undefined;
  throw new UserError(reasons.map((reason) => `${file} ${reason}`).join('\n'), {
    exitCode: 3,
    hint: `Pass these values too, so that the whole secret is resealed: ${lost.join(', ')}`,
  });
}
