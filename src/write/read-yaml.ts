import { isCollection, isMap, isScalar, parseAllDocuments, parseDocument, visit } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { textIn } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { DEPTH_LIMIT, TOO_DEEP, refuseLong } from './structure-limits.ts';

/** YAML of somebody, with the position of each node. */
export type YamlDocument = Document.Parsed<ParsedNode>;

/** Reads one document of YAML; what cannot be read, or not in a sensible time, is refused with what is wrong. */
export function parseYaml(text: string): YamlDocument {
  refuseLong(text);
  return readable(parseDocument(text, OPTIONS), text);
}

/** The same of YAML in which keys stand twice. */
export function parseLenient(text: string): YamlDocument {
  refuseLong(text);
  return readable(parseDocument(text, OPTIONS), text, { twins: true });
}

// Several rules look into one file, and none of them changes what it reads.
const known = new WeakMap<Buffer, YamlDocument | undefined>();

/** The YAML of a file for those who only look into it; undefined where it cannot be read. */
export function readableYaml(bytes: Buffer): YamlDocument | undefined {
  if (!known.has(bytes)) known.set(bytes, readOnce(bytes));
  return known.get(bytes);
}

/** What the same text was read as, where it is that of a file into which somebody has looked. */
export const knownYaml = (text: string, file: Buffer | undefined): YamlDocument | undefined =>
  file !== undefined && known.has(file) && textIn(file) === text ? known.get(file) : undefined;

function readOnce(bytes: Buffer): YamlDocument | undefined {
  const text = textIn(bytes);
  try {
    return text === undefined ? undefined : parseYaml(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The plain data of each document of YAML, refused like one that is edited. */
export function allData(text: string): readonly unknown[] {
  refuseLong(text);
  return [...parseAllDocuments(text, OPTIONS)].map((document) => dataOf(readable(document, text)));
}

/** Its plain data; aliases that never end, or that would fill the memory, are refused. */
export function dataOf(document: YamlDocument): unknown {
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 }) ?? null;
    if (isEndless(data, new Set(), new Set()))
      throw new UserError('has an alias that cannot be resolved: it contains itself');
    return data;
  } catch (error) {
    if (error instanceof ReferenceError)
      throw new UserError(`has an alias that cannot be resolved: ${aliasReason(error)}`);
    throw error;
  }
}

// Its own check of keys compares each with each, which takes minutes for a long mapping.
const OPTIONS = { uniqueKeys: false, logLevel: 'error' } as const;

interface Allowed {
  /** Whether a key may stand twice. */
  readonly twins: boolean;
}

function readable(
  document: YamlDocument,
  text: string,
  allowed: Allowed = { twins: false },
): YamlDocument {
  const reason = reasonIn(document, text) ?? shapeProblem(document, text, allowed);
  if (reason !== undefined) throw new UserError(`is not YAML that can be edited: ${reason}`);
  return document;
}

function reasonIn({ errors: [error] }: YamlDocument, text: string): string | undefined {
  if (error === undefined) return undefined;
  if (error.code === 'MULTIPLE_DOCS') {
    const [start] = error.pos;
    return EMPTY_DOCUMENTS.test(text.slice(start))
      ? undefined
      : `it has several documents, the second one from line ${lineOf(text, start)}`;
  }
  if (error.message.startsWith('Maximum call stack')) return `it ${TOO_DEEP}`;
  return (error.message.split('\n')[0] ?? '').replace(/:$/, '');
}

/** Nothing but lines between documents, remarks and white space. */
const EMPTY_DOCUMENTS = /^(?:(?:---|\.\.\.)?[ \t]*(?:#.*)?(?:\r?\n|$))*$/;

const lineOf = (text: string, at: number): string => String(text.slice(0, at).split('\n').length);

const aliasReason = ({ message }: ReferenceError): string =>
  message.startsWith('Excessive alias count') ? 'its aliases multiply without end' : message;

/** A key that stands twice in a mapping, or nesting that others cannot follow. */
function shapeProblem(document: YamlDocument, text: string, allowed: Allowed): string | undefined {
  let problem: string | undefined;
  visit(document, (_, node, path) => {
    if (path.filter(isCollection).length >= DEPTH_LIMIT) problem = `it ${TOO_DEEP}`;
    if (isMap(node) && !allowed.twins) problem ??= twinIn(node.items, text);
    return problem === undefined ? undefined : visit.BREAK;
  });
  return problem;
}

function twinIn(items: readonly { readonly key: unknown }[], text: string): string | undefined {
  const known = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (known.has(key.value)) {
      const line = lineOf(text, key.range?.[0] ?? 0);
      return `the key ${JSON.stringify(key.value)} stands twice in one mapping, again on line ${line}`;
    }
    known.add(key.value);
  }
  return undefined;
}

/** Whether data contains itself; `above` holds what is around it, `done` what is known to end. */
function isEndless(value: unknown, above: Set<object>, done: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || done.has(value)) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some((inner) => isEndless(inner, above, done));
  above.delete(value);
  done.add(value);
  return found;
}
