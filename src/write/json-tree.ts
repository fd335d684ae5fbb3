import { UserError } from '../errors.ts';
import { DEPTH_LIMIT, TOO_DEEP, refuseLong } from './structure-limits.ts';

/** JSON with the position of each value. */
export type JsonNode =
  | {
      readonly kind: 'map';
      readonly start: number;
      readonly end: number;
      readonly members: readonly Member[];
    }
  | {
      readonly kind: 'list';
      readonly start: number;
      readonly end: number;
      readonly items: readonly JsonNode[];
    }
  | {
      readonly kind: 'leaf';
      readonly start: number;
      readonly end: number;
      readonly value: unknown;
    };

/** One key of an object. */
export interface Member {
  readonly key: string;
  readonly keyStart: number;
  readonly value: JsonNode;
}

/** Reads JSON; comments and trailing commas are accepted, because editors' settings have them. */
export function parseJson(text: string): JsonNode {
  refuseLong(text);
  const node = nodeAt(text, skipSpace(text, 0), 0);
  const end = skipSpace(text, node.end);
  if (end < text.length) throw unexpected(text, end);
  return node;
}

/** The value without positions. */
export function plainJson(node: JsonNode): unknown {
  if (node.kind === 'leaf') return node.value;
  if (node.kind === 'list') return node.items.map(plainJson);
  return Object.fromEntries(node.members.map(({ key, value }) => [key, plainJson(value)]));
}

function nodeAt(text: string, start: number, depth: number): JsonNode {
  if (depth > DEPTH_LIMIT) throw new UserError(TOO_DEEP);
  if (text[start] === '{') return mapAt(text, start, depth);
  if (text[start] === '[') return listAt(text, start, depth);
  return leafAt(text, start);
}

function mapAt(text: string, start: number, depth: number): JsonNode {
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  while (text[at] !== '}') {
    const key = leafAt(text, at);
    if (typeof key.value !== 'string') throw unexpected(text, at);
    const colon = skipSpace(text, key.end);
    if (text[colon] !== ':') throw unexpected(text, colon);
    const value = nodeAt(text, skipSpace(text, colon + 1), depth + 1);
    members.push({ key: key.value, keyStart: at, value });
    at = behindComma(text, value.end, '}');
  }
  return { kind: 'map', start, end: at + 1, members };
}

function listAt(text: string, start: number, depth: number): JsonNode {
  const items: JsonNode[] = [];
  let at = skipSpace(text, start + 1);
  while (text[at] !== ']') {
    const item = nodeAt(text, at, depth + 1);
    items.push(item);
    at = behindComma(text, item.end, ']');
  }
  return { kind: 'list', start, end: at + 1, items };
}

function behindComma(text: string, end: number, close: string): number {
  const at = skipSpace(text, end);
  if (text[at] === ',') return skipSpace(text, at + 1);
  if (text[at] !== close) throw unexpected(text, at);
  return at;
}

const LEAF = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;

function leafAt(text: string, start: number): Extract<JsonNode, { kind: 'leaf' }> {
  LEAF.lastIndex = start;
  const source = LEAF.exec(text)?.[0];
  if (source === undefined) throw unexpected(text, start);
  try {
    return { kind: 'leaf', start, end: start + source.length, value: JSON.parse(source) };
  } catch {
    throw unexpected(text, start);
  }
}

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|^\ufeff)*/y;

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

function unexpected(text: string, at: number): UserError {
  const line = text.slice(0, at).split('\n').length;
  return new UserError(
    'is not valid JSON: ' +
      `${at < text.length ? `unexpected ${JSON.stringify(text[at])}` : 'unexpected end of file'} ` +
      `on line ${String(line)}`,
  );
}
