/** A table; a vertical bar in a cell cannot end it. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  return [header, header.map(() => '---'), ...rows].map(row).join('\n');
}

/** Lines for the end of a table that has a header. */
export const rows = (cells: readonly (readonly string[])[]): readonly string[] => cells.map(row);

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** Text as code. Where it has backticks of its own, it stands between more of them. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A reader takes one space away on both sides, where both have one.
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** Somebody's sentence as a paragraph: it cannot open a list, a heading, a block of code or a comment. */
export const prose = (text: string): string =>
  text
    .trim()
    .replace(OPENING, String.raw`\$&`)
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\');

const OPENING = new RegExp(
  [
    String.raw`^(?:#{1,6}|[-+*])(?=\s|$)`,
    '^>',
    '^(?:~~~|```)',
    String.raw`^(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$`,
    String.raw`^<(?=[!?]|(?:pre|script|style|textarea)\b)`,
    String.raw`^\[(?=[^\]]*\]:)`,
  ].join('|'),
  'i',
);

/** Somebody's words behind `#` or as the text of a link. */
export const title = (text: string): string =>
  text.replace(/[[\]\\]/g, String.raw`\$&`).replace(/(\s)(#+\s*)$/, String.raw`$1\$2`);

/** A list of names as code, or a dash when there is none. */
export const codes = (names: readonly string[]): string =>
  names.length === 0 ? '–' : names.map(code).join(', ');

/** Words of a sentence: `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.join(', ').replace(/, ([^,]*)$/, ' and $1');

/** A bullet list. */
export const bullets = (items: readonly string[]): string =>
  items.map((item) => `- ${item}`).join('\n');

/** A block of code in a language. */
export const block = (language: string, text: string): string =>
  `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** Commands that a person pastes into a shell. */
export const shell = (...lines: readonly string[]): string => block('bash', lines.join('\n'));

/** The same below an item of a list, so that the list goes on after it. */
export const indent = (text: string, spaces = 3): string =>
  text.replace(/^(?=.)/gm, ' '.repeat(spaces));

/** `1 pod`, `2 pods`. */
export const countText = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A diagram. */
export const mermaid = (lines: readonly string[]): string => block('mermaid', lines.join('\n'));

/** One blank line between paragraphs, none around the text, no spaces at line ends. */
export const tidy = (text: string): string =>
  `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;

const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** A node name that Mermaid takes for nothing else. */
export const nodeId = (kind: string, name: string): string =>
  `${kind}_${name.replace(/[^A-Za-z0-9]/g, '_')}`;
