import { isNode, isPair, isScalar, visit } from 'yaml';
import type { Alias } from 'yaml';
import { UserError } from '../errors.ts';
import type { KeyPath } from '../render/spec.ts';
import { dataOf, parseLenient } from './read-yaml.ts';
import type { YamlDocument } from './read-yaml.ts';
import { splice } from './splice.ts';
import { pairRemoved, pairReplaced } from './yaml-editor.ts';
import type { Mapping } from './yaml-editor.ts';

/** The text with each alias replaced by what it stands for, or only those below some keys of the root. */
export function withoutAliases(text: string, below?: ReadonlySet<string>): string {
  const document = parseLenient(text);
  dataOf(document); // refuses aliases without an end
  const found: Alias[] = [];
  visit(document, {
    Alias: (_, node, path) => {
      const top = path.find((above) => isPair(above));
      const name = isPair(top) ? nameOf(top.key) : '';
      if (below === undefined || below.has(name)) found.push(node);
    },
  });
  return found.toReversed().reduce((result, alias) => {
    const [start = 0, end = 0] = alias.range ?? [];
    return splice(result, [start, end], JSON.stringify(meaningOf(alias, document)));
  }, text);
}

function meaningOf(alias: Alias, document: YamlDocument): unknown {
  try {
    return alias.resolve(document)?.toJS(document, { maxAliasCount: 100 }) ?? null;
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw new UserError('has an alias that cannot be resolved');
    throw error;
  }
}

const TWIN_LIMIT = 50;

/** The text with one of each two equal keys: mappings and lists are joined, of other values the last one counts. */
export function withoutTwins(text: string): string {
  let result = text;
  for (let count = 0; count < TWIN_LIMIT; count += 1) {
    const twins = twinsIn(result);
    if (twins === undefined) return result;
    const { document, map, first, second } = twins;
    const joined = joinedOf(dataAt(map, first, document), dataAt(map, second, document));
    const last = map.items[second];
    const replaced =
      last !== undefined && typeof joined === 'object'
        ? pairReplaced(result, { map, pair: last }, joined)
        : result;
    // The first one stands before the last one, where nothing has moved.
    result = pairRemoved(replaced, { map, index: first });
  }
  throw new UserError('has more equal keys than anybody can join');
}

/** The text in which each of these keys stands once: the last one counts, and what it says is ours to write. */
export function withoutTwinsAt(text: string, paths: readonly KeyPath[]): string {
  const ours = new Set(paths.map((path) => JSON.stringify(path)));
  let result = text;
  for (let count = 0; count < TWIN_LIMIT; count += 1) {
    const twins = twinsIn(result);
    if (twins === undefined || !ours.has(JSON.stringify(twins.path))) return result;
    result = pairRemoved(result, { map: twins.map, index: twins.first });
  }
  return result;
}

interface Twins {
  readonly path: KeyPath;
  readonly document: YamlDocument;
  readonly map: Mapping;
  readonly first: number;
  readonly second: number;
}

function twinsIn(text: string): Twins | undefined {
  const document = parseLenient(text);
  let twins: Twins | undefined;
  visit(document, {
    Map: (_, node, above) => {
      const known = new Map<unknown, number>();
      for (const [second, { key }] of node.items.entries()) {
        const name: unknown = isScalar(key) ? key.value : key;
        const first = known.get(name);
        if (first === undefined) known.set(name, second);
        else
          twins ??= {
            path: [...above.filter(isPair).map((pair) => pair.key), key].map(nameOf),
            document,
            map: node as Mapping,
            first,
            second,
          };
      }
      return twins === undefined ? undefined : visit.BREAK;
    },
  });
  return twins;
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

const dataAt = (map: Mapping, index: number, document: YamlDocument): unknown => {
  const value: unknown = map.items[index]?.value;
  return isNode(value) ? value.toJS(document, { maxAliasCount: 100 }) : null;
};

function joinedOf(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    const known = new Set(one.map((item) => JSON.stringify(item)));
    return [...(one as unknown[]), ...other.filter((item) => !known.has(JSON.stringify(item)))];
  }
  if (!isTree(one) || !isTree(other)) return other;
  const both = Object.entries(other).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(one, key) ? joinedOf(one[key], value) : value,
  ]);
  return { ...one, ...Object.fromEntries(both) };
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
