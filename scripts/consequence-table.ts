import type { Row } from '../src/review/consequences/row.ts';

const begin = '<!-- consequences: begin, written by npm run docs -->';
const end = '<!-- consequences: end -->';

const titles: Readonly<Record<Row['level'], string>> = {
  refused: 'Refused, because no server accepts it',
  dangerous: 'Dangerous: needs `--accept <id>`',
  note: 'Told',
};

/** The page with the table of consequences as they are; all else is kept. */
export function withConsequences(page: string, rows: readonly Row[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`the page needs the lines ${begin} and ${end}`);
  const tables = Object.entries(titles).flatMap(([level, title]) => [
    `### ${title}`,
    '',
    '| Id | Change | On the cluster | Way around |',
    '| --- | --- | --- | --- |',
    ...rows
      .filter((row) => row.level === level)
      .map(({ id, change, happens, way }) => `| \`${id}\` | ${change} | ${happens} | ${way} |`),
    '',
  ]);
  return `${page.slice(0, from + begin.length)}\n\n${tables.join('\n')}\n${page.slice(to)}`;
}
