/** Longer values are left out of messages. */
const MAX_LENGTH = 40;

/** Values that people may take for a place for secrets by mistake. */
const mayHoldSecret = /^(env|secretEnv)$|secret|password|token/i;

/** A refused value as a message shows it; undefined when it is long, no scalar, or possibly secret. */
export function shownValue(value: unknown, at: readonly PropertyKey[]): string | undefined {
  if (at.some((key) => typeof key === 'string' && mayHoldSecret.test(key))) return undefined;
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return typeof value === 'string' && value.length <= MAX_LENGTH
    ? JSON.stringify(value)
    : undefined;
}
