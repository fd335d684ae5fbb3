import { printProperty, printValue, type Style } from './print.ts';
import type { Edit } from './values.ts';

/** What a person writes where the editor cannot: the exact text, and where it goes. */
export interface Paste {
  /** `into "components"`. */
  readonly where: string;
  readonly text: string;
}

/** An edit as text to paste into what stands there, with all that its path has below that. */
export function pasteOf(edit: Edit, style: Style, config: unknown): Paste {
  const depth = depthIn(config, edit.at);
  const position = { style, indentation: '' };
  if (edit.kind === 'append' && depth === edit.at.length)
    return {
      where: `into the list "${edit.at.join('.')}"`,
      text: `${printValue(edit.value, position)},`,
    };
  const [owner, [key = '', ...rest]] = [edit.at.slice(0, depth), edit.at.slice(depth)];
  const leaf = edit.kind === 'append' ? [edit.value] : edit.value;
  const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), leaf);
  const isBehind = edit.kind === 'set' && edit.after !== undefined && rest.length === 0;
  return {
    where:
      `into ${owner.length === 0 ? 'the config' : `"${owner.join('.')}"`}` +
      (isBehind ? `, behind "${String(edit.after)}"` : ''),
    text: `${printProperty(key, value, { ...position, isSection: owner.length === 0 })},`,
  };
}

/** How many keys of a path lead to an object or a list that is there; the whole path only to a list. */
function depthIn(config: unknown, at: readonly string[]): number {
  let owner = config;
  for (const [depth, key] of at.entries()) {
    const isLast = depth === at.length - 1;
    const inner: unknown = Object.entries(Object(owner)).find(([name]) => name === key)?.[1];
    if (typeof inner !== 'object' || inner === null || (isLast && !Array.isArray(inner)))
      return depth;
    owner = inner;
  }
  return at.length;
}
