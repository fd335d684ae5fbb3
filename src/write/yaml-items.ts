import { isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, YAMLSeq } from 'yaml';
import { InternalError } from '../errors.ts';
import type { KeyPath } from '../render/spec.ts';
import { yamlOf } from '../render/yaml.ts';
import { parseYaml } from './read-yaml.ts';
import { splice } from './splice.ts';
import { deepEnd, endOf, lineAfter, lineStart, startOf, yamlEditor } from './yaml-editor.ts';

/** The text without some items of a list; remarks in their lines stay, because somebody wrote them. */
export function withoutItems(
  text: string,
  path: KeyPath,
  isGone: (item: unknown) => boolean,
): string {
  const items = itemsAt(text, path);
  const index = items.findLastIndex(isGone);
  if (index < 0) return text;
  const rest = withoutItem(text, path, index);
  return items.length === 1 ? yamlEditor.replace(rest, path, []) : withoutItems(rest, path, isGone);
}

/** The text with another value of a key of one item. */
export function withItemKey(
  text: string,
  path: KeyPath,
  { from, to, key }: { readonly from: string; readonly to: string; readonly key: string },
): string {
  const seq = seqAt(text, path);
  for (const item of seq?.items ?? []) {
    const pair = isMap<ParsedNode, ParsedNode | null>(item)
      ? item.items.find((one) => isScalar(one.key) && one.key.value === key)
      : undefined;
    if (!isScalar(pair?.value) || pair.value.value !== from) continue;
    const written = isMap(item) && item.flow === true ? JSON.stringify(to) : yamlOf([to]).trimEnd();
    return splice(text, [startOf(pair.value), endOf(pair.value)], written);
  }
  return text;
}

/** The items of a list, as plain data; none where there is no list. */
export const itemsAt = (text: string, path: KeyPath): readonly unknown[] => {
  const list = path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    yamlEditor.read(text),
  );
  return Array.isArray(list) && seqAt(text, path) !== undefined ? list : [];
};

function seqAt(text: string, path: KeyPath): YAMLSeq<ParsedNode> | undefined {
  const node: unknown = parseYaml(text).getIn(path, true);
  return isSeq<ParsedNode>(node) ? node : undefined;
}

function withoutItem(text: string, path: KeyPath, index: number): string {
  const seq = seqAt(text, path);
  const item = seq?.items[index];
  if (seq === undefined || item === undefined) throw new InternalError('no such item');
  const [before, after] = [seq.items[index - 1], seq.items[index + 1]];
  if (seq.flow === true) {
    if (after !== undefined) return splice(text, [startOf(item), startOf(after)], '');
    return splice(
      text,
      [before === undefined ? startOf(item) : deepEnd(before), deepEnd(item)],
      '',
    );
  }
  const [start, end] = [lineStart(text, startOf(item)), lineAfter(text, deepEnd(item))];
  return splice(text, [start, end], remarksIn(text.slice(start, end)));
}

/** The remarks of lines of images, each in a line of its own; no name, tag or digest has a `#`. */
function remarksIn(lines: string): string {
  return lines
    .split(/(?<=\n)/)
    .flatMap((line) => {
      const [, indent = '', remark] = /^(\s*)(?:.*?\s)?(#.*)$/s.exec(line) ?? [];
      return remark === undefined ? [] : [indent + remark];
    })
    .join('');
}
