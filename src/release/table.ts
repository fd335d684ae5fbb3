import { oneLine } from '../domain/printable.ts';
import type { Overview } from './overview.ts';
import type { Running } from './running.ts';
import { nameOfImage, nameOfTag } from './reported-image.ts';

/** The overview for people: one row for each component of each environment, then what is not known. */
export function tableOf({ running, notes }: Overview): readonly string[] {
  const rows = [
    ['environment', 'component', 'runs', 'since', 'release', 'source', 'apart'],
    ...running.map(rowOf),
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return [
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `note: ${oneLine(note)}`)]),
  ];
}

const rowOf = ({
  environment,
  component,
  released,
  tag,
  digest,
  since,
  release,
  source,
  apart,
}: Running): readonly string[] => [
  environment,
  component,
  ...(released
    ? [
        nameOfImage({ tag, digest }),
        timeOf(since),
        release?.slice(0, 12) ?? 'unknown',
        source === undefined ? 'unknown' : nameOfTag(source),
      ]
    : ['unreleased', '–', '–', '–']),
  apartOf(apart),
];

const timeOf = (since: string | undefined): string =>
  since?.replace('T', ' ').replace(/:\d\d([+-]|Z)/, ' $1') ?? 'unknown';

function apartOf(apart: Running['apart']): string {
  if (apart === undefined) return '–';
  if ('unknown' in apart) return `unknown: ${oneLine(apart.unknown)}`;
  const { from, behind, ahead } = apart;
  if (behind === 0 && ahead === 0) return `same as ${from}`;
  return [
    behind === 0 ? [] : [`${String(behind)} commit(s) behind ${from}`],
    ahead === 0 ? [] : [`${String(ahead)} ahead`],
  ]
    .flat()
    .join(', ');
}
