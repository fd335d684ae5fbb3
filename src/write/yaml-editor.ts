import { isMap, isScalar, isSeq } from 'yaml';
import type { Pair, ParsedNode, YAMLMap } from 'yaml';
import { InternalError, UserError } from '../errors.ts';
import type { Value } from '../render/spec.ts';
import { yamlOf } from '../render/yaml.ts';
import type { Editor } from './editor.ts';
import { dataOf, knownYaml, parseYaml } from './read-yaml.ts';
import { splice } from './splice.ts';

/** Edits YAML by the positions of its nodes, so that remarks, order, indentation and line ends stay. */
export const yamlEditor: Editor = {
  read: (text, file) => dataOf(knownYaml(text, file) ?? parseYaml(text)),
  replace(text, path, value) {
    return pairReplaced(text, pairAt(text, path), value);
  },
  insert(text, path, value) {
    const map = mapAt(text, path.slice(0, -1));
    const last = map.items.at(-1);
    if (map.flow)
      return splice(
        text,
        [deepEnd(last), deepEnd(last)],
        `, ${JSON.stringify(lastOf(path))}: ${JSON.stringify(value)}`,
      );
    const column = columnOf(text, startOf(map.items[0]?.key));
    return insertLines(
      text,
      deepEnd(last),
      indented(yamlOf([{ [lastOf(path)]: value as Value }]), column),
    );
  },
  remove(text, path) {
    return pairRemoved(text, pairAt(text, path));
  },
  append(text, path, items) {
    const seq = pairAt(text, path).pair.value;
    if (!isSeq<ParsedNode>(seq)) throw new UserError(`${path.join('.')} is not a list`);
    const end = deepEnd(seq);
    if (seq.flow)
      return splice(
        text,
        [endOf(seq.items.at(-1)), endOf(seq.items.at(-1))],
        items.map((item) => `, ${JSON.stringify(item)}`).join(''),
      );
    return insertLines(
      text,
      end,
      indented(yamlOf([items as readonly Value[]]), columnOf(text, startOf(seq))),
    );
  },
  fill(text, value) {
    const content = contentOf(text);
    const lines = yamlOf([value as Value]);
    if (content === null || endOf(content) === startOf(content))
      return insertLines(text, text.length, lines);
    return splice(text, [startOf(content), endOf(content)], withEol(text, lines.trimEnd()));
  },
};

/** A mapping with the positions of its keys and values. */
export type Mapping = YAMLMap<ParsedNode, ParsedNode | null>;
type KeyAndValue = Pair<ParsedNode, ParsedNode | null>;

/** The text with another value of a key. */
export function pairReplaced(
  text: string,
  { map, pair }: { readonly map: Mapping; readonly pair: KeyAndValue },
  value: unknown,
): string {
  if (map.flow)
    return splice(text, [startOf(pair.value), endOf(pair.value)], JSON.stringify(value));
  const start = startOf(pair.key);
  const end = Math.max(endOf(pair.key) + 1, deepEnd(pair));
  const key = isScalar(pair.key) ? String(pair.key.value) : '';
  return splice(
    text,
    [start, endOfLine(text, end)],
    withTail(pairLines(text, start, { [key]: value }), trimmedEnd(text, end)),
  );
}

/** The text without a key that has neighbours, or that has a line of its own. */
export function pairRemoved(
  text: string,
  { map, index }: { readonly map: Mapping; readonly index: number },
): string {
  const pair = map.items[index];
  if (pair === undefined) throw new InternalError('no such key');
  const start = startOf(pair.key);
  const next = map.items[index + 1];
  const isFirstOnLine = text.slice(lineStart(text, start), start).trim() === '';
  if (!map.flow && isFirstOnLine)
    return splice(text, [lineStart(text, start), lineAfter(text, deepEnd(pair))], '');
  if (next !== undefined) return splice(text, [start, startOf(next.key)], '');
  return splice(text, [deepEnd(map.items[index - 1]), deepEnd(pair)], '');
}

type Node = KeyAndValue | ParsedNode | null | undefined;

const contentOf = (text: string): ParsedNode | null => parseYaml(text).contents;

function mapAt(text: string, path: readonly string[]): Mapping {
  const node = path.length === 0 ? contentOf(text) : pairAt(text, path).pair.value;
  if (!isMap<ParsedNode, ParsedNode | null>(node))
    throw new UserError(`${path.join('.') || 'the content'} is not a plain mapping`);
  return node;
}

function pairAt(
  text: string,
  path: readonly string[],
): { map: Mapping; pair: KeyAndValue; index: number } {
  let node: unknown = contentOf(text);
  for (const [depth, key] of path.entries()) {
    if (!isMap<ParsedNode, ParsedNode | null>(node)) break;
    const index = node.items.findIndex(
      (pair) => isScalar(pair.key) && String(pair.key.value) === key,
    );
    const pair = node.items[index];
    if (pair === undefined) break;
    if (depth === path.length - 1) return { map: node, pair, index };
    node = pair.value;
  }
  throw new UserError(`${path.join('.')} is behind an alias or a merge key`);
}

function rangeOf(node: Node): readonly [number, number, number] {
  const range = node !== null && node !== undefined && 'range' in node ? node.range : undefined;
  if (!range) throw new InternalError('a YAML node has no position');
  return range;
}
/** Where a node begins. */
export const startOf = (node: Node): number => rangeOf(node)[0];
/** Where it ends; a block takes in the remarks below it. */
export const endOf = (node: Node): number => rangeOf(node)[1];

/** Where the last leaf of a node ends; the range of a block also spans the remarks below it. */
export function deepEnd(node: unknown): number {
  const inner = node as Node;
  if (inner !== null && inner !== undefined && 'key' in inner)
    return Math.max(endOf(inner.key), inner.value === null ? 0 : deepEnd(inner.value));
  if ((isMap(inner) || isSeq(inner)) && !inner.flow && inner.items.length > 0)
    return deepEnd(inner.items.at(-1));
  return endOf(inner);
}

function lastOf(path: readonly string[]): string {
  const key = path.at(-1);
  if (key === undefined) throw new InternalError('a shared part needs a path');
  return key;
}

/** Where the line of a place begins. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const columnOf = (text: string, at: number): number => at - lineStart(text, at);
const withEol = (text: string, lines: string): string =>
  text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;

/** The end of the line's content; a literal block ends behind its line break. */
function endOfLine(text: string, at: number): number {
  if (text[at - 1] === '\n') return text[at - 2] === '\r' ? at - 2 : at - 1;
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Where the line behind a place begins. */
export function lineAfter(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** What follows a value on its line: a remark, if anything. */
const trimmedEnd = (text: string, at: number): string =>
  text[at - 1] === '\n' ? '' : text.slice(at, endOfLine(text, at));

/** The remark of a value that has become longer than a line belongs beside its key. */
function withTail(lines: string, tail: string): string {
  const newline = lines.search(/\r?\n/);
  return newline < 0 ? lines + tail : lines.slice(0, newline) + tail + lines.slice(newline);
}

function indented(lines: string, column: number): string {
  const pad = ' '.repeat(column);
  return lines.replace(/^(?=.)/gm, pad);
}

const pairLines = (text: string, start: number, pair: Readonly<Record<string, unknown>>): string =>
  withEol(
    text,
    indented(yamlOf([pair as Value]), columnOf(text, start))
      .trimStart()
      .replace(/\n$/, ''),
  );

function insertLines(text: string, after: number, lines: string): string {
  const at = after === text.length && !text.endsWith('\n') ? text.length : lineAfter(text, after);
  const separator = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return splice(text, [at, at], withEol(text, separator + lines));
}
