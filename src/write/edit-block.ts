import { blockIn, linesEqualTo } from './block.ts';
import { blockLines } from '../render/marker.ts';
import { correctionOf, replacementOf } from './by-hand.ts';
import { conflictLine, conflictLines, sidesOf, strayMarkerLine } from './conflict-markers.ts';
import { merging } from './edit-text.ts';
import type { EditResult } from './edit-text.ts';
import { sha256Of } from './text-state.ts';

/** An edit of the lines between our marks; texts are latin1, because the rest need not be UTF-8. */
export interface BlockEdit {
  readonly path: string;
  /** Undefined: the marks do not pair up. */
  readonly edit: (text: string) => string | undefined;
  /** Our block as it shall be; empty where it goes. */
  readonly block: string;
  /** Hashes of blocks that we wrote. */
  readonly known: readonly string[];
}

/**
 * The bytes after an edit of our block; where a mark is missing or
 * stands twice, what we know to be ours shows where.
 */
export function editBlock(bytes: Buffer, work: BlockEdit): EditResult {
  const text = bytes.toString('latin1');
  const result =
    merged(text, work) ?? attempt(text, work) ?? attempt(pairedMarks(text, work), work);
  if (result !== undefined) return result;
  const forced = forcedMarks(text, work);
  const after = attempt(forced, work);
  const shown = (latin1: string): string => Buffer.from(latin1, 'latin1').toString();
  return {
    kind: 'refused',
    reason: `has marker lines that do not pair up: ${marksIn(text, work.path).map(toldOf).join(', ')}`,
    ...(after?.kind === 'edited'
      ? { byHand: replacementOf(shown(text), after.bytes.toString()) }
      : {}),
  };
}

/** Both sides of a merge, where nothing but our block is in conflict. */
function merged(text: string, { edit }: BlockEdit): EditResult | undefined {
  if (conflictLine(text) === undefined) return undefined;
  const [one, other] = sidesOf(text).map(edit);
  return one === undefined || one !== other || strayMarkerLine(one) !== undefined
    ? undefined
    : { kind: 'edited', bytes: Buffer.from(one, 'latin1') };
}

/** Undefined: the marks do not pair up. */
function attempt(before: string, { edit, block }: BlockEdit): EditResult | undefined {
  const text = edit(before);
  // A conflict inside our block goes with it; any other is between people.
  const line = conflictLine(before) === undefined ? undefined : strayMarkerLine(text ?? before);
  if (line !== undefined) {
    const lines = conflictLines(before) ?? { first: line, last: line };
    return { ...merging(line), byHand: correctionOf(before, { ...lines, text: block }) };
  }
  return text === undefined ? undefined : { kind: 'edited', bytes: Buffer.from(text, 'latin1') };
}

interface Mark {
  readonly kind: 'start' | 'end';
  /** The line, counted from 0. */
  readonly line: number;
}

function marksIn(text: string, path: string): readonly Mark[] {
  const lines = blockLines(path);
  const marks = (['start', 'end'] as const).flatMap((kind) =>
    linesEqualTo(lines[kind], text).map((at) => ({
      kind,
      line: text.slice(0, at).split('\n').length - 1,
    })),
  );
  return marks.sort((a, b) => a.line - b.line);
}

const toldOf = ({ kind, line }: Mark): string =>
  `${kind === 'start' ? 'a start' : 'an end'} on line ${String(line + 1)}`;

/** More lines than any block of ours has. */
const REACH = 500;

/** The text with marks that pair up, where only lines are moved or left out that we know to be ours. */
function pairedMarks(text: string, { path, block, known }: BlockEdit): string {
  const lines = text.split(/(?<=\n)/);
  const marks = marksIn(text, path);
  const wanted = new Set([...known, sha256Of(Buffer.from(block, 'latin1'))]);
  const isOurs = (part: string): boolean => {
    const found = blockIn(path, part);
    return found !== undefined && wanted.has(sha256Of(Buffer.from(found, 'latin1')));
  };
  const { start, end } = blockLines(path);
  const [only, ...others] = marks;
  if (only === undefined) return text;
  if (others.length === 0)
    return only.kind === 'start'
      ? withMark(lines, only.line + 1, { step: 1, mark: end, isOurs })
      : withMark(lines, only.line, { step: -1, mark: start, isOurs });
  if (!marks.every(({ kind }, index) => kind === (index % 2 === 0 ? 'start' : 'end'))) return text;
  if (marks.length % 2 === 1) return text;
  const blocks = marks.flatMap((mark, index) => {
    const next = marks[index + 1];
    return mark.kind === 'start' && next !== undefined ? [[mark.line, next.line] as const] : [];
  });
  const doubles = blocks.filter(([first, last]) => isOurs(lines.slice(first, last + 1).join('')));
  const kept = blocks.find((one) => !doubles.includes(one)) ?? blocks[0];
  const gone = doubles.filter((one) => one !== kept);
  return lines
    .filter((_, line) => !gone.some(([first, last]) => line >= first && line <= last))
    .join('');
}

interface MissingMark {
  readonly step: 1 | -1;
  readonly mark: string;
  readonly isOurs: (part: string) => boolean;
}

/** The lines with the other mark where that makes them a block of ours. */
function withMark(
  lines: readonly string[],
  at: number,
  { step, mark, isOurs }: MissingMark,
): string {
  for (let size = 0; size <= REACH; size += 1) {
    const place = at + size * step;
    if (place < 0 || place > lines.length) break;
    const inserted = inserting(lines, place, mark);
    const [first, last] = step === 1 ? [at - 1, place + 1] : [place, at + 2];
    if (isOurs(inserted.slice(first, last).join(''))) return inserted.join('');
  }
  return lines.join('');
}

function inserting(lines: readonly string[], at: number, mark: string): readonly string[] {
  const eol = lines[0]?.endsWith('\r\n') === true ? '\r\n' : '\n';
  const before = lines.slice(0, at);
  const last = before.at(-1);
  return [
    ...before.slice(0, -1),
    ...(last === undefined ? [] : [last.endsWith('\n') ? last : last + eol]),
    mark + eol,
    ...lines.slice(at),
  ];
}

/** The text with one pair of marks around those of its lines that our block has, too: a guess for a person to judge. */
function forcedMarks(text: string, { path, block }: BlockEdit): string {
  const { start, end } = blockLines(path);
  const [mark] = marksIn(text, path);
  const marks = new Set(marksIn(text, path).map(({ line }) => line));
  const lines = text.split(/(?<=\n)/);
  const ours = new Set(block.split('\n').map((line) => line.trimEnd()));
  const isOurs = (line: string | undefined): boolean =>
    line !== undefined && line.trim() !== '' && ours.has(line.trimEnd());
  const kept = lines.filter((_, line) => !marks.has(line));
  let first = mark?.line ?? kept.length;
  let last = first;
  if (mark?.kind === 'start') while (isOurs(kept[last])) last += 1;
  else while (isOurs(kept[first - 1])) first -= 1;
  return inserting(inserting(kept, last, end), first, start).join('');
}
