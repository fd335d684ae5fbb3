import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap } from 'yaml';
import { InternalError, UserError } from '../errors.ts';
import { dataOf, parseYaml, type YamlDocument } from '../write/read-yaml.ts';
import { refuseFloatingTag } from './fixed-tag.ts';

/** The image that a release file names for one repository. */
export interface ReleasedImage {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Every image of a release file, in its order. */
export function imagesOf(text: string): readonly ReleasedImage[] {
  const { items, name, tag } = imagesIn(text);
  return items.map((item) => ({
    repository: String(item.get(name)),
    tag: stringAt(item, tag),
    digest: stringAt(item, 'digest'),
  }));
}

/**
 * The release file with this image for its repository and nothing else changed.
 * A part that the image lacks goes, so that a tag never stands beside the digest of another image.
 */
export function setImage(text: string, { repository, tag, digest }: ReleasedImage): string {
  if (tag !== undefined) refuseFloatingTag(tag);
  const withTag = setKey(text, repository, { key: imagesIn(text).tag, value: tag });
  const edited = setKey(withTag, repository, { key: 'digest', value: digest });
  const read = imagesOf(edited).find((image) => image.repository === repository);
  if (read?.tag !== tag || read?.digest !== digest)
    throw new InternalError(`the edit of ${repository} cannot be read back`);
  return edited;
}

/**
 * What a release file calls its entries: images, or sections of a
 * chart's values that have an image; nothing of what is not YAML.
 */
export function entriesIn(text: string): {
  readonly kind: 'images' | 'sections';
  readonly names: readonly string[];
} {
  const document = readableYaml(text);
  const content: unknown = document?.contents;
  const images = isItem(content) ? content.get('images') : undefined;
  if (isSeq<Node>(images))
    return {
      kind: 'images',
      names: images.items.filter(isItem).map((item) => String(item.get('name'))),
    };
  const sections = pairsIn(content).flatMap(({ key, value }) =>
    isItem(value) && isItem(value.get('image')) ? [String(key)] : [],
  );
  return {
    kind: 'sections',
    names: [
      ...sections,
      ...pairsIn(document?.getIn(['global', 'images'])).map(({ key }) => String(key)),
    ],
  };
}

/** What is no YAML has no entries. */
function readableYaml(text: string): YamlDocument | undefined {
  try {
    return boundedYaml(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function releaseYaml(text: string): YamlDocument {
  try {
    return boundedYaml(text);
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(`the release file ${error.message}`, {
          hint: 'Fix it manually, or restore it from git history.',
        })
      : error;
  }
}

/** A document whose nodes may become text: where aliases multiply, that would never end. */
function boundedYaml(text: string): YamlDocument {
  const document = parseYaml(text);
  if (text.includes('*')) dataOf(document);
  return document;
}

type Item = YAMLMap<Node, Node | null>;

/** The images of a release file, and what its format calls their parts. */
interface Images {
  readonly items: readonly Item[];
  readonly name: 'name' | 'repository';
  readonly tag: 'newTag' | 'tag';
}

/**
 * A kustomize component lists images; values of a chart name one in the
 * section of each component, those of several charts name all in one place.
 */
function imagesIn(text: string): Images {
  const document = releaseYaml(text);
  const images = document.get('images');
  if (isSeq<Node>(images))
    return { items: images.items.filter(isItem), name: 'name', tag: 'newTag' };
  const sections = valuesIn(document.contents);
  const found = [
    ...sections.flatMap((section) => (isItem(section) ? [section.get('image')] : [])),
    ...valuesIn(document.getIn(['global', 'images'])),
  ];
  return {
    items: found.filter(isItem).filter((item) => item.has('repository')),
    name: 'repository',
    tag: 'tag',
  };
}

const pairsIn = (node: unknown): readonly Pair<Node, Node | null>[] =>
  isItem(node) ? node.items : [];

const valuesIn = (node: unknown): readonly unknown[] => pairsIn(node).map(({ value }) => value);

const isItem = (node: unknown): node is Item => isMap(node);

function itemOf(text: string, repository: string): Item {
  const { items, name } = imagesIn(text);
  const [item, twin] = items.filter((candidate) => String(candidate.get(name)) === repository);
  // The last one would win in kustomize, and nobody would see it.
  if (twin !== undefined)
    throw new UserError(`the release file contains ${repository} twice`, {
      hint: 'Remove one of the two entries.',
    });
  if (item !== undefined) return item;
  const known = items.map((candidate) => String(candidate.get(name)));
  throw new UserError(
    `the release file has no image ${repository} (known: ${known.length === 0 ? 'none' : known.join(', ')})`,
    { hint: 'Run npx projen to add the entries of new components.' },
  );
}

function stringAt(item: Item, key: string): string | undefined {
  // A number is read as it stands in the file: 1.10 is not 1.1.
  const node = item.get(key, true);
  const value = isScalar(node)
    ? typeof node.value === 'string'
      ? node.value
      : node.source
    : undefined;
  return value === undefined || value === '' ? undefined : value;
}

function setKey(
  text: string,
  repository: string,
  { key, value }: { readonly key: string; readonly value: string | undefined },
): string {
  const item = itemOf(text, repository);
  const pair = pairOf(item, key);
  if (value === undefined) return pair === undefined ? text : removePair(text, item, pair);
  if (pair === undefined) return insertLine(text, item, `${key}: ${JSON.stringify(value)}`);
  if (stringAt(item, key) === value && isScalar(pair.value) && isString(pair.value)) return text;
  const [start, end] = rangeOf(pair.value);
  const gap = text[start - 1] === ':' ? ' ' : '';
  // The range of a block scalar takes in its line break.
  const rest = text[end - 1] === '\n' ? text.slice(end - lineBreak(text).length) : text.slice(end);
  return text.slice(0, start) + gap + JSON.stringify(value) + rest;
}

const isString = (node: Scalar): boolean => typeof node.value === 'string';

const pairOf = (item: Item, key: string): Pair<Node, Node | null> | undefined =>
  item.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

function rangeOf(node: Node | null): readonly [number, number] {
  if (!node?.range)
    throw new UserError('the release file has an entry without a value', {
      hint: 'Fix it manually, or restore it from git history.',
    });
  return [node.range[0], node.range[1]];
}

/** A new key straight below the name (or beside it, in a flow mapping), where readers look for it. */
function insertLine(text: string, item: Item, line: string): string {
  const name = pairOf(item, 'name') ?? pairOf(item, 'repository');
  const [keyStart] = rangeOf(name?.key ?? null);
  const [, end] = rangeOf(name?.value ?? null);
  if (item.flow === true) return `${text.slice(0, end)}, ${line}${text.slice(end)}`;
  const eol = lineBreak(text);
  const next = lineAfter(text, end);
  const column = keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1);
  const lineEnd = next === text.length && !text.endsWith('\n') ? eol : '';
  const inserted = `${lineEnd}${' '.repeat(column)}${line}${eol}`;
  return text.slice(0, next) + inserted + text.slice(next);
}

function removePair(text: string, item: Item, pair: Pair<Node, Node | null>): string {
  const [start] = rangeOf(pair.key);
  const [, end] = rangeOf(pair.value ?? pair.key);
  const index = item.items.indexOf(pair);
  const following = item.items[index + 1];
  if (following !== undefined && (item.flow === true || index === 0))
    return text.slice(0, start) + text.slice(rangeOf(following.key)[0]);
  if (item.flow === true) {
    const before = item.items[index - 1];
    return text.slice(0, rangeOf(before?.value ?? null)[1]) + text.slice(end);
  }
  return text.slice(0, text.lastIndexOf('\n', start - 1) + 1) + text.slice(lineAfter(text, end));
}

const lineBreak = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
