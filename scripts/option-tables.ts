import type { Row } from '../src/config/schema/describe.ts';

const begin = '<!-- options: begin, written by npm run docs -->';
const end = '<!-- options: end -->';

/** The document with its option tables brought up to date; all else is kept. */
export function withOptionTables(document: string, rows: readonly Row[]): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`the document needs the lines ${begin} and ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${optionTables(rows)}\n${document.slice(to)}`;
}

/** One table for each key of the top level, in the order of the schema. */
export function optionTables(rows: readonly Row[]): string {
  const keys = [...new Set(rows.map(topKeyOf))];
  const sections = keys.filter((key) =>
    rows.some((row) => topKeyOf(row) === key && row.path !== key),
  );
  const simple = rows.filter((row) => !sections.includes(topKeyOf(row)));
  return [
    section('The service', simple),
    ...sections.map((key) =>
      section(
        `\`${key}\``,
        rows.filter((row) => topKeyOf(row) === key),
      ),
    ),
  ].join('\n');
}

const topKeyOf = ({ path }: Row): string => path.split(/[ .[]/)[0] ?? path;

const section = (title: string, rows: readonly Row[]): string =>
  [
    `### ${title}`,
    '',
    '| option | type | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map(line),
    '',
  ].join('\n');

const line = ({ path, type, presence, description, format }: Row): string =>
  `| ${cells([code(path), type, defaultOf(presence), meaning(description, format)])} |`;

const meaning = (description: string, format: string): string =>
  format === '' ? sentence(description) : `${sentence(description)} ${sentence(capital(format))}`;
const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function defaultOf(presence: Row['presence']): string {
  if (presence.kind !== 'default') return presence.kind === 'required' ? 'required' : 'none';
  const { value } = presence;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? 'empty'
    : code(JSON.stringify(value));
}

const code = (text: string): string => `\`${text}\``;

/** Angle brackets outside code would be read as HTML. */
const cells = (texts: readonly string[]): string =>
  texts
    .map((text) =>
      text
        .replaceAll('|', '\\|')
        .split('`')
        .map((part, index) => (index % 2 === 0 ? part.replace(/<([^>]*)>/g, '`<$1>`') : part))
        .join('`'),
    )
    .join(' | ');
