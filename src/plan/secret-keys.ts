import type { SecretKey } from './plan.ts';

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

/** Where the password of a store stands in its secret. */
export const passwordKey = { postgres: 'password', redis: 'REDIS_PASSWORD' } as const;
