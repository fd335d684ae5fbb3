import { parseDocument } from 'yaml';
import { UserError } from '../errors.ts';
import type { SealingScope } from '../plan/plan.ts';
import { meant } from '../domain/nearest.ts';
import { isMapping, mapping, type Mapping } from './mapping.ts';
import { scopeOf } from './scope.ts';

/** Plain values by key. They are never part of a message. */
export type Values = ReadonlyMap<string, Buffer>;

/** What a Secret manifest says. */
export interface PlainSecret {
  readonly name: unknown;
  readonly namespace: unknown;
  readonly type: unknown;
  /** The scope that its annotations ask for, if any. */
  readonly scope: SealingScope | undefined;
  readonly values: Values;
  /** All that stands there, those values too that the same key in `stringData` replaces. */
  readonly written: readonly (readonly [string, Buffer])[];
}

/** Reads exactly one Secret; `source` says in errors where the text comes from. */
export function parseManifest(text: string, source: string): PlainSecret {
  const manifest = documentIn(text, source);
  if (manifest['apiVersion'] !== 'v1' || manifest['kind'] !== 'Secret')
    throw new UserError(
      `${source} must contain exactly one object of apiVersion v1 and kind Secret`,
    );
  refuseLostParts(manifest, source);
  const metadata = mapping(manifest['metadata']);
  const annotations = mapping(metadata['annotations']);
  const entries = [...entriesOf(manifest, 'data'), ...entriesOf(manifest, 'stringData')];
  // A value may have been typed in the place of a key, so no message quotes a key either.
  const unreadable = entries
    .filter(({ value }) => value === undefined)
    .map(({ place, field }) => `  key ${String(place)} of ${field}: ${unreadableIn[field]}`);
  if (unreadable.length > 0)
    throw new UserError(`${source} has values that are not text:\n${unreadable.join('\n')}`);
  const written = entries.flatMap(({ key, value }): [string, Buffer][] =>
    value === undefined ? [] : [[key, value]],
  );
  return {
    name: metadata['name'],
    namespace: metadata['namespace'],
    type: manifest['type'],
    scope: Object.keys(annotations).some((key) => key.startsWith('sealedsecrets.bitnami.com/'))
      ? scopeOf(annotations)
      : undefined,
    values: new Map(written),
    written,
  };
}

/**
 * Reads lines of `KEY=value`. What stands behind the first `=` is
 * the value as it is; empty lines and remarks are left out.
 */
export function parseLines(text: string, source: string, known: readonly string[]): Values {
  refuseByteOrderMark(text, source);
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'));
  const pairs = lines.map(({ line }): [string, Buffer] => [
    line.slice(0, line.indexOf('=')),
    Buffer.from(line.slice(line.indexOf('=') + 1)),
  ]);
  // The text of a line may be a secret that lacks its key, so no message quotes it.
  const wrong = lines.flatMap(({ line, number }, index) => {
    const [key = ''] = pairs[index] ?? [];
    if (!assignment.test(line)) return [`  line ${String(number)}: use KEY=value`];
    return known.includes(key) ? [] : [`  line ${String(number)}: unknown key${meant(key, known)}`];
  });
  if (wrong.length > 0) throw new UserError(`${source} cannot be read:\n${wrong.join('\n')}`);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length)
    throw new UserError(`${source} contains a key twice`);
  return new Map(pairs);
}

/** Whether a text is lines of `KEY=value` rather than a manifest. */
export const isLines = (text: string): boolean =>
  assignment.test(
    withoutMark(text)
      .split(/\r?\n/)
      .find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '',
  );

const assignment = /^[\w.-]+=/;

/** Refuses what some editors and shells put in front of UTF-8: it would be part of the first value. */
export function refuseByteOrderMark(text: string, source: string): void {
  if (text.startsWith(BYTE_ORDER_MARK))
    throw new UserError(`${source} starts with a byte order mark`, {
      exitCode: 3,
      hint: 'Save it as UTF-8 without one.',
    });
}

const BYTE_ORDER_MARK = '\uFEFF';
const withoutMark = (text: string): string =>
  text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;

type Field = 'data' | 'stringData';

const unreadableIn: Readonly<Record<Field, string>> = {
  data: 'must be base64',
  stringData: 'must be text: quote it, and put bytes that are not text into data, as base64',
};

const parts = ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'stringData'];

/** Refuses what would not be read: a field that a Secret does not have, and values that are no mapping. */
function refuseLostParts(manifest: Mapping, source: string): void {
  const lines = [
    ...Object.keys(manifest).flatMap((part, index) =>
      parts.includes(part)
        ? []
        : [`  field ${String(index + 1)}: unknown field of a Secret${meant(part, parts)}`],
    ),
    ...(['data', 'stringData'] as const)
      .filter((field) => !isMapping(manifest[field] ?? {}))
      .map((field) => `  ${field}: must be a mapping of keys to values`),
  ];
  if (lines.length > 0) throw new UserError(`${source} cannot be read:\n${lines.join('\n')}`);
}

function documentIn(text: string, source: string): Mapping {
  // As kubectl reads it. Messages of the parser quote the text, so only the place is told.
  const document = parseDocument(text, { version: '1.1', stringKeys: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS')
    throw new UserError(`${source} must contain exactly one Secret`);
  if (error !== undefined) {
    const what = error.code === 'DUPLICATE_KEY' ? 'has a key twice' : 'is not YAML';
    const line = error.linePos === undefined ? '' : `: line ${String(error.linePos[0].line)}`;
    throw new UserError(`${source} ${what}${line}`, {
      hint: 'Put values with special characters in single quotes.',
    });
  }
  try {
    return mapping(document.toJS());
  } catch {
    throw new UserError(`${source} uses an alias that cannot be resolved`);
  }
}

const entriesOf = (
  manifest: Mapping,
  field: Field,
): readonly { key: string; place: number; field: Field; value: Buffer | undefined }[] =>
  Object.entries(mapping(manifest[field])).map(([key, value], index) => ({
    key,
    place: index + 1,
    field,
    value:
      field === 'data'
        ? decodeBase64(value)
        : typeof value === 'string' && isWellFormed(value)
          ? Buffer.from(value)
          : undefined,
  }));

/** Whether a text has bytes: half a surrogate pair, as `"\\ud800"` writes it, has none. */
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

function decodeBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const compact = value.replaceAll(/\s/g, '');
  const bytes = Buffer.from(compact, 'base64');
  return bytes.toString('base64') === compact ? bytes : undefined;
}
