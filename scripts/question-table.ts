import { allQuestions, type FlagName } from '../src/cli/create/questions/index.ts';
import type { Question } from '../src/cli/create/questions/question.ts';

const begin = '<!-- questions: begin, written by npm run docs -->';
const end = '<!-- questions: end -->';

/** The page with the table of what a new service is asked; all else is kept. */
export function withQuestions(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`the page needs the lines ${begin} and ${end}`);
  const rows = [
    '| Flag | Meaning | Asked on a terminal |',
    '| --- | --- | --- |',
    ...allQuestions.map(row),
  ];
  return `${page.slice(0, from + begin.length)}\n\n${rows.join('\n')}\n\n${page.slice(to)}`;
}

function row([flag, { form, summary, offers, choices, ask }]: readonly [
  FlagName,
  Question,
]): string {
  const values =
    offers === undefined
      ? (choices ?? []).map((choice) => `\`${choice}\``)
      : Object.entries(offers).map(([value, { hint }]) => `\`${value}\`: ${hint}`);
  const meaning = [summary, ...(values.length === 0 ? [] : [values.join('; ')])].join('. ');
  const cells = [
    `\`--${flag} ${form}\``,
    escaped(meaning),
    ask === undefined ? 'no' : isDetail(flag) ? 'where it matters' : 'yes',
  ];
  return `| ${cells.join(' | ')} |`;
}

const isDetail = (flag: FlagName): boolean =>
  allQuestions.some(([, { offers = {} }]) =>
    Object.values(offers).some(({ takes = [] }) => takes.includes(flag)),
  );

/** Angle brackets would be read as HTML. */
const escaped = (text: string): string => text.replaceAll('<', '\\<');
