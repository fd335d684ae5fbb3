import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, SealingScope, SecretPlan } from '../plan/plan.ts';
import { shapeProblem } from './ciphertext.ts';
import { isForAnother, type Fingerprints } from './fingerprints.ts';
import type { SealingKey } from './status-certificate.ts';
import { textAt } from '../disk/text-at.ts';
import { missingKeep, targetProblems, parseSealed, type SealedSecret } from './sealed-secret.ts';

/** One secret that the plan needs. */
export interface SecretStatus {
  readonly secret: string;
  readonly file: string;
  readonly type: string;
  readonly keys: readonly {
    readonly key: string;
    readonly state: 'sealed' | 'missing' | 'wrong';
  }[];
  /** Sealed keys that nothing in the plan reads. */
  readonly unknown: readonly string[];
  /** Sealed keys that this checkout knows to be for another certificate than the one in the repository. */
  readonly forAnother: readonly string[];
  readonly problems: readonly string[];
}

/** A secret, and what its sealed file is held against. */
export interface SecretStatusInput {
  readonly secret: SecretPlan;
  readonly environment: EnvironmentPlan;
  readonly scope: SealingScope;
  /** The certificate's key, where there is one. */
  readonly sealingKey: SealingKey | undefined;
  readonly prints: Fingerprints;
  /** Environments by sealed value. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

/** How one secret stands: each key, and whatever keeps the controller from opening it. */
export function secretStatus(root: string, expected: SecretStatusInput): SecretStatus {
  const { secret, scope, sealingKey } = expected;
  const file = paths.sealedSecret(secret.folder, secret.name);
  const { sealed, problem } = readSealed(root, file);
  const shapes = new Map(
    Object.entries(sealed?.encrypted ?? {}).map(([key, value]) => [
      key,
      shapeProblem(value, sealingKey?.rsaBytes),
    ]),
  );
  return {
    secret: secret.name,
    file,
    type: secret.type,
    keys: secret.keys.map(({ key }) => ({
      key,
      state: !shapes.has(key) ? 'missing' : shapes.get(key) === undefined ? 'sealed' : 'wrong',
    })),
    unknown: [...shapes.keys()].filter((key) => secret.keys.every((known) => known.key !== key)),
    forAnother: forAnother(sealed, expected),
    problems: [
      ...(problem === undefined ? [] : [problem]),
      ...(sealed === undefined
        ? []
        : [
            ...targetProblems(sealed, {
              name: secret.name,
              namespace: secret.namespace,
              scope,
              secret,
            }),
            ...templateProblems(sealed, secret),
            ...keepProblems(sealed, expected),
            ...sharedWithOthers(sealed, expected),
          ]),
      ...[...shapes].flatMap(([key, wrong]) => (wrong === undefined ? [] : [`${key} ${wrong}`])),
    ],
  };
}

/** The sealed file at a path, or why it cannot be read; neither where there is none. */
export function readSealed(
  root: string,
  path: string,
): { readonly sealed: SealedSecret | undefined; readonly problem: string | undefined } {
  try {
    const text = textAt(root, path);
    return { sealed: text === undefined ? undefined : parseSealed(text, path), problem: undefined };
  } catch (error) {
    if (error instanceof UserError) return { sealed: undefined, problem: error.message };
    throw error;
  }
}

/** The keys that a sealed file has. */
export const sealedKeys = (root: string, path: string): readonly string[] =>
  Object.keys(readSealed(root, path).sealed?.encrypted ?? {});

function templateProblems(
  { name, namespace, type, labels, template }: SealedSecret,
  secret: SecretPlan,
): readonly string[] {
  const missing = Object.entries(secret.labels).filter(([label, value]) => labels[label] !== value);
  return [
    ...(type === secret.type
      ? []
      : [`creates a Secret of type ${type}, but must create one of type ${secret.type}`]),
    ...(template.name === undefined || template.name === name
      ? []
      : [`names another secret in its template: "${template.name}"`]),
    ...(template.namespace === undefined || template.namespace === namespace
      ? []
      : [`names another namespace in its template: "${template.namespace}"`]),
    ...missing.map(([label, value]) => `lacks the label ${label}: "${value}" in its template`),
  ];
}

function keepProblems(
  sealed: SealedSecret,
  { secret, environment }: SecretStatusInput,
): readonly string[] {
  const missing = Object.entries(missingKeep(sealed, secret));
  return missing.length === 0
    ? []
    : [
        `lacks ${missing.map(([key, value]) => `${key}: ${value}`).join(' and ')}, so these values ` +
          'go from the cluster with the file, though a data store that stays reads them; ' +
          `to add what is missing: gitops-service seal ${environment.name} ${secret.name}`,
      ];
}

function forAnother(
  sealed: SealedSecret | undefined,
  { secret, sealingKey, prints }: SecretStatusInput,
): readonly string[] {
  if (sealed === undefined || sealingKey === undefined) return [];
  const place = { environment: secret.folder, secret: secret.name };
  return Object.entries(sealed.encrypted)
    .filter(([key, text]) =>
      isForAnother(prints, { ...place, key, sealed: String(text), certificate: sealingKey.id }),
    )
    .map(([key]) => key);
}

const sharedWithOthers = (
  { encrypted }: SealedSecret,
  { environment, uses }: SecretStatusInput,
): readonly string[] =>
  Object.entries(encrypted).flatMap(([key, value]) =>
    (uses.get(String(value)) ?? [])
      .filter((other) => other !== environment.name)
      .map(
        (other) => `${key} is the same sealed value as in ${other}: each environment needs its own`,
      ),
  );
