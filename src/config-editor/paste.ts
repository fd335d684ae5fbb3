import { printProperty, printValue, type Style } from './print.ts';
import type { Edit } from './values.ts';

/** What a person writes where the editor cannot: the exact text, and where it goes. */
export interface Paste {
  /** `into "components"`. */
  readonly where: string;
  readonly text: string;
}

/** An edit as text to paste. */
export function pasteOf(edit: Edit, style: Style): Paste {
  const { at, value } = edit;
  const [key = '', parents] = [at.at(-1), at.slice(0, -1)];
  const position = { style, indentation: '' };
  if (edit.kind === 'append')
    return { where: `into the list "${at.join('.')}"`, text: `${printValue(value, position)},` };
  const order = edit.after === undefined ? '' : `, behind "${edit.after}"`;
  return {
    where: `into ${parents.length === 0 ? 'the config' : `"${parents.join('.')}"`}${order}`,
    text: `${printProperty(key, value, { ...position, isSection: parents.length === 0 })},`,
  };
}
