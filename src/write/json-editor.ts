import { InternalError, UserError } from '../errors.ts';
import type { Editor } from './editor.ts';
import { parseJson, plainJson } from './json-tree.ts';
import type { JsonNode, Member } from './json-tree.ts';
import { splice } from './splice.ts';

/** Edits JSON (with comments, where a file has them) by the positions of its values, so that all other bytes stay. */
export const jsonEditor: Editor = {
  read: (text) => (text.trim() === '' ? null : plainJson(parseJson(text))),
  replace(text, path, value) {
    const { value: node, keyStart } = memberAt(text, path).member;
    return splice(text, [node.start, node.end], valueText(text, value, indentAt(text, keyStart)));
  },
  insert(text, path, value) {
    const members = membersOf(nodeAt(text, path.slice(0, -1)));
    const last = members.at(-1);
    if (last === undefined) throw new InternalError('nothing to insert behind');
    const gap = gapBefore(text, last.keyStart);
    const pair = `${JSON.stringify(path.at(-1))}: ${valueText(text, value, indentAt(text, last.keyStart))}`;
    return splice(text, [last.value.end, last.value.end], `,${gap}${pair}`);
  },
  remove(text, path) {
    const { members, member, index } = memberAt(text, path);
    const previous = members[index - 1];
    const next = members[index + 1];
    if (previous !== undefined) return splice(text, [previous.value.end, member.value.end], '');
    if (next !== undefined) return splice(text, [member.keyStart, next.keyStart], '');
    return '';
  },
  append(text, path, items) {
    const node = nodeAt(text, path);
    const last = node.kind === 'list' ? node.items.at(-1) : undefined;
    if (last === undefined) throw new InternalError('nothing to append to');
    const gap = gapBefore(text, last.start);
    const added = items
      .map((item) => `,${gap}${valueText(text, item, indentAt(text, last.start))}`)
      .join('');
    return splice(text, [last.end, last.end], added);
  },
  fill(text, value) {
    if (text.trim() === '') return `${JSON.stringify(value, null, 2)}\n`;
    const { start, end } = parseJson(text);
    return splice(text, [start, end], valueText(text, value, ''));
  },
};

const membersOf = (node: JsonNode): readonly Member[] => (node.kind === 'map' ? node.members : []);

function nodeAt(text: string, path: readonly string[]): JsonNode {
  return path.length === 0 ? parseJson(text) : memberAt(text, path).member.value;
}

function memberAt(
  text: string,
  path: readonly string[],
): { members: readonly Member[]; member: Member; index: number } {
  let node = parseJson(text);
  for (const [depth, key] of path.entries()) {
    const members = membersOf(node);
    // The last one of equal keys is the one that counts.
    const index = members.findLastIndex((member) => member.key === key);
    const member = members[index];
    if (member === undefined) break;
    if (depth === path.length - 1) return { members, member, index };
    node = member.value;
  }
  throw new UserError(`${path.join('.')} is not there`);
}

/** The white space at the start of the line. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** The white space between the previous token and this one, without remarks. */
function gapBefore(text: string, at: number): string {
  const before = text.slice(0, at);
  const space = /\s*$/.exec(before)?.[0] ?? '';
  const lastLine = /\r?\n[ \t]*$/.exec(space)?.[0];
  return lastLine ?? ' ';
}

function valueText(text: string, value: unknown, indent: string): string {
  if (!text.includes('\n')) return JSON.stringify(value);
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}
