import { REDACTED } from './redact.ts';

/** Whether the value of this field is a secret, plain or sealed, and must not be shown. */
export function isHidden(
  fields: Readonly<Record<string, unknown>>,
  path: readonly string[],
): boolean {
  const [first, second] = path;
  if (fields['kind'] === 'SealedSecret')
    return path.includes('encryptedData') || path.includes('data') || path.includes('annotations');
  if (fields['kind'] !== 'Secret') return false;
  // What kubectl applied last is a copy of the whole object.
  return (
    !['apiVersion', 'kind', 'metadata', 'type', 'immutable'].includes(first ?? '') ||
    second === 'annotations'
  );
}

/** A value as one line, cut where nobody would read on. */
export function shownValue(value: unknown, hidden: boolean): string {
  if (value === undefined) return 'absent';
  if (hidden) return REDACTED;
  const text = JSON.stringify(value) ?? 'absent';
  return text.length <= WIDTH
    ? text
    : `${text.slice(0, WIDTH)}… (${String(text.length)} characters)`;
}

const WIDTH = 160;
