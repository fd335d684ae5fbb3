import { createHmac, randomBytes } from 'node:crypto';
import { isMapping } from './mapping.ts';
import { textAt } from '../disk/text-at.ts';

/**
 * What this checkout remembers of the values that it sealed: enough to tell
 * an unchanged value, too little to find it out. Never committed.
 */
export interface Fingerprints {
  readonly key: Buffer;
  readonly known: ReadonlyMap<string, string>;
}

/** Where they stand, readable by their owner only. */
export const FINGERPRINTS_PATH = '.gitops/local/fingerprints.json';

/** A sealed value: where it stands, what it was sealed from and to. */
export interface SealedValue {
  readonly environment: string;
  readonly secret: string;
  readonly key: string;
  readonly value: Buffer;
  readonly sealed: string;
}

/** What is remembered here; nothing where it cannot be read. */
export function readFingerprints(root: string): Fingerprints {
  const stored = parseStored(textAt(root, FINGERPRINTS_PATH));
  const known = isMapping(stored['known']) ? stored['known'] : {};
  const key =
    typeof stored['key'] === 'string' ? Buffer.from(stored['key'], 'base64') : Buffer.alloc(0);
  if (key.length !== KEY_BYTES) return { key: randomBytes(KEY_BYTES), known: new Map() };
  return { key, known: new Map(Object.entries(known).map(([at, print]) => [at, String(print)])) };
}

/** Whether this value was sealed to exactly this text here. */
export const isUnchanged = (prints: Fingerprints, value: SealedValue): boolean =>
  prints.known.get(fingerprintKeyOf(value)) === fingerprintOf(prints.key, value);

/** The file's text with these values too. */
export function withFingerprints(
  { key, known }: Fingerprints,
  values: readonly SealedValue[],
): string {
  const all = new Map([
    ...known,
    ...values.map((value): [string, string] => [
      fingerprintKeyOf(value),
      fingerprintOf(key, value),
    ]),
  ]);
  const sorted = Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ key: key.toString('base64'), known: sorted }, null, 2)}\n`;
}

const KEY_BYTES = 32;

const fingerprintKeyOf = ({ environment, secret, key }: SealedValue): string =>
  `${environment}/${secret}/${key}`;

// With the sealed text in it, so that a value which somebody else sealed meanwhile is not taken for ours.
const fingerprintOf = (key: Buffer, value: SealedValue): string =>
  createHmac('sha256', key)
    .update(`${fingerprintKeyOf(value)}\0${value.sealed}\0`)
    .update(value.value)
    .digest('base64');

function parseStored(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    return isMapping(stored) ? stored : {};
  } catch {
    return {};
  }
}
