/** A secret that an environment needs: names and keys, never values. */
export interface SecretPlan extends WantedSecret {
  readonly namespace: string;
  /** Its place among the overlays: `production`, or `production/data` where the environment has several namespaces. */
  readonly folder: string;
  /** Annotations of what git holds of it: with them it stays for a store that is kept. */
  readonly keep: Readonly<Record<string, string>>;
}

/** A secret as one of its readers asks for it. */
export interface WantedSecret {
  readonly name: string;
  readonly type: 'Opaque' | 'kubernetes.io/basic-auth' | 'kubernetes.io/dockerconfigjson';
  /** Labels of the Secret in the cluster. */
  readonly labels: Readonly<Record<string, string>>;
  readonly keys: readonly SecretKey[];
  readonly purpose: string;
  /** Names of the objects that read it. */
  readonly usedBy: readonly string[];
}

/** A key, what its template says, and where its value comes from. */
export interface SecretKey {
  readonly key: string;
  /** The value as far as it is known, with `REPLACE_ME` for the rest. */
  readonly blank: string;
  /** For whoever fills it in; empty when there is nothing to fill in. */
  readonly hint: string;
  readonly value: SecretValue;
}

/**
 * Where a value comes from.
 *
 * - `fixed`: the plan knows it.
 * - `random`: nobody needs to know it, so a new one can be made at any time; `bytes` of chance in base64url.
 * - `derived`: `before`, the value of another key, `after`; where these make a URL, the value is encoded for it.
 * - `person`: only a person knows it.
 */
export type SecretValue =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'random'; readonly bytes: number }
  | {
      readonly kind: 'derived';
      readonly from: SecretPlace;
      readonly before: string;
      readonly after: string;
      readonly isUrl: boolean;
    }
  | { readonly kind: 'person' };

/** A key of a secret in an environment. */
export interface SecretPlace {
  readonly namespace: string;
  readonly secret: string;
  readonly key: string;
}

/** What stands in a template where a value is still missing; a secret that says so is never sealed. */
export const PLACEHOLDER = 'REPLACE_ME';

/** A secret of any content. */
export const opaque = { type: 'Opaque', labels: {} } as const;

/** A key whose value only a person knows. */
export const person = (key: string, hint: string, blank = PLACEHOLDER): SecretKey => ({
  key,
  hint,
  blank,
  value: { kind: 'person' },
});

/** A key whose value nobody needs to know. */
export const random = (key: string, hint: string): SecretKey => ({
  key,
  hint,
  blank: PLACEHOLDER,
  value: { kind: 'random', bytes: 32 },
});

/** A key whose value is a password that may stand in a URL, too. */
export const password = (key: string): SecretKey =>
  random(key, 'A long random password of letters, digits, - and _ only: it is also part of a URL');
