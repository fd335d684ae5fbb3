import { parseDocument } from 'yaml';
import { UserError } from '../errors.ts';
import type { SealingScope } from '../plan/plan.ts';
import { meant } from '../domain/nearest.ts';
import { mapping, type Mapping } from './mapping.ts';
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
}

/** Reads exactly one Secret; `source` says in errors where the text comes from. */
export function parseManifest(text: string, source: string): PlainSecret {
  const manifest = documentIn(text, source);
  if (manifest['apiVersion'] !== 'v1' || manifest['kind'] !== 'Secret')
    throw new UserError(
      `${source} must contain exactly one object of apiVersion v1 and kind Secret`,
    );
  const metadata = mapping(manifest['metadata']);
  const annotations = mapping(metadata['annotations']);
  const entries = [...entriesOf(manifest, 'data'), ...entriesOf(manifest, 'stringData')];
  const unreadable = entries
    .filter(({ value }) => value === undefined)
    .map(({ key, field }) => `  ${key}: ${unreadableIn[field]}`);
  if (unreadable.length > 0)
    throw new UserError(`${source} has values that are not text:\n${unreadable.join('\n')}`);
  return {
    name: metadata['name'],
    namespace: metadata['namespace'],
    type: manifest['type'],
    scope: Object.keys(annotations).some((key) => key.startsWith('sealedsecrets.bitnami.com/'))
      ? scopeOf(annotations)
      : undefined,
    values: new Map(
      entries.flatMap(({ key, value }): [string, Buffer][] =>
        value === undefined ? [] : [[key, value]],
      ),
    ),
  };
}

/**
 * Reads lines of `KEY=value`. What stands behind the first `=` is
 * the value as it is; empty lines and remarks are left out.
 */
export function parseLines(text: string, source: string, known: readonly string[]): Values {
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
    text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '',
  );

const assignment = /^[\w.-]+=/;

type Field = 'data' | 'stringData';

const unreadableIn: Readonly<Record<Field, string>> = {
  data: 'must be base64',
  stringData: 'must be text: quote it',
};

function documentIn(text: string, source: string): Mapping {
  // As kubectl reads it. Messages of the parser quote the text, so only the place is told.
  const document = parseDocument(text, { version: '1.1' });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS')
    throw new UserError(`${source} must contain exactly one Secret`);
  if (error !== undefined)
    throw new UserError(
      `${source} is not YAML${error.linePos === undefined ? '' : `: line ${String(error.linePos[0].line)}`}`,
      { hint: 'Put values with special characters in single quotes.' },
    );
  try {
    return mapping(document.toJS());
  } catch {
    throw new UserError(`${source} uses an alias that cannot be resolved`);
  }
}

const entriesOf = (
  manifest: Mapping,
  field: Field,
): readonly { key: string; field: Field; value: Buffer | undefined }[] =>
  Object.entries(mapping(manifest[field])).map(([key, value]) => ({
    key,
    field,
    value:
      field === 'data'
        ? decodeBase64(value)
        : typeof value === 'string'
          ? Buffer.from(value)
          : undefined,
  }));

function decodeBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const compact = value.replaceAll(/\s/g, '');
  const bytes = Buffer.from(compact, 'base64');
  return bytes.toString('base64') === compact ? bytes : undefined;
}
