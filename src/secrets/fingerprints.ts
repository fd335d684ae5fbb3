import { createHash, createHmac, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { withFolders } from '../disk/folders.ts';
import { closeToOthers } from '../disk/permissions.ts';
import { textAt } from '../disk/text-at.ts';
import type { SealingScope } from '../plan/plan.ts';
import { isMapping, mapping } from './mapping.ts';

/**
 * What this checkout remembers of the values that it sealed: enough to tell
 * an unchanged value, too little to find it out. Never committed.
 */
export interface Fingerprints {
  readonly key: Buffer;
  readonly known: ReadonlyMap<string, Fingerprint>;
}

/** What is remembered of one value. */
interface Fingerprint {
  /** A keyed hash of the value and of everything that its sealed text depends on. */
  readonly print: string;
  /** Hashes of what is public: the sealed text and the key that it was sealed for. */
  readonly sealed: string;
  readonly certificate: string;
}

/** Where they stand, readable by their owner only. */
export const FINGERPRINTS_PATH = '.gitops/local/fingerprints.json';

/** Where a sealed value stands. */
export interface ValuePlace {
  readonly environment: string;
  readonly secret: string;
  readonly key: string;
}

/** A sealed value: what it was sealed from, to, and for whom. */
export interface SealedValue extends ValuePlace {
  readonly namespace: string;
  readonly scope: SealingScope;
  /** The id of the certificate's key. */
  readonly certificate: string;
  readonly value: Buffer;
  readonly sealed: string;
}

/** What is remembered here; nothing where it cannot be read. */
export function readFingerprints(root: string): Fingerprints {
  const stored = parseStored(textAt(root, FINGERPRINTS_PATH));
  const key =
    typeof stored['key'] === 'string' ? Buffer.from(stored['key'], 'base64') : Buffer.alloc(0);
  if (key.length !== KEY_BYTES) return { key: randomBytes(KEY_BYTES), known: new Map() };
  const known = Object.entries(mapping(stored['known'])).flatMap(([at, one]) => {
    const { print, sealed, certificate } = mapping(one);
    return typeof print === 'string' &&
      typeof sealed === 'string' &&
      typeof certificate === 'string'
      ? [[at, { print, sealed, certificate }] as const]
      : [];
  });
  return { key, known: new Map(known) };
}

/** Whether this value was sealed to exactly this text here, for the same certificate, scope and place. */
export const isUnchanged = (prints: Fingerprints, value: SealedValue): boolean =>
  prints.known.get(keyOf(value))?.print === printOf(prints.key, value);

/** Whether this very text is known to be sealed for another certificate than this one. */
export function isForAnother(
  { known }: Fingerprints,
  place: ValuePlace & Pick<SealedValue, 'sealed' | 'certificate'>,
): boolean {
  const one = known.get(keyOf(place));
  return (
    one !== undefined &&
    one.sealed === hashOf(place.sealed) &&
    one.certificate !== place.certificate
  );
}

/** The file's text with these values too. */
export function withFingerprints(
  { key, known }: Fingerprints,
  values: readonly SealedValue[],
): string {
  const all = new Map([
    ...known,
    ...values.map((value): [string, Fingerprint] => [
      keyOf(value),
      {
        print: printOf(key, value),
        sealed: hashOf(value.sealed),
        certificate: value.certificate,
      },
    ]),
  ]);
  const sorted = Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ key: key.toString('base64'), known: sorted }, null, 2)}\n`;
}

/** The folder of what only this checkout knows, closed to others even where it was open before. */
export function closeLocalFolder(root: string): void {
  const folder = dirname(FINGERPRINTS_PATH);
  withFolders(root, ({ make }) => make(folder, 0o700));
  closeToOthers(root, folder);
}

const KEY_BYTES = 32;

const keyOf = ({ environment, secret, key }: ValuePlace): string =>
  `${environment}/${secret}/${key}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

// With the sealed text in it, so that a value which somebody else sealed meanwhile is not taken for ours.
const printOf = (key: Buffer, value: SealedValue): string =>
  createHmac('sha256', key)
    .update(
      JSON.stringify([
        value.environment,
        value.namespace,
        value.secret,
        value.key,
        value.scope,
        value.certificate,
        value.sealed,
      ]),
    )
    .update('\0')
    .update(value.value)
    .digest('base64');

function parseStored(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    return isMapping(stored) ? stored : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
