import { structuredPatch } from 'diff';
import type { ByHand } from '../write/by-hand.ts';
import { isWrite } from '../write/change.ts';
import type { Change, ChangeKind } from '../write/change.ts';
import { withLineFeeds } from '../write/text-state.ts';
import { redactPair } from './redact.ts';

/** What a planned change does to the lines of a file. */
export interface FileDiff {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly reason: string;
  readonly added: number;
  readonly removed: number;
  /** A unified diff without its header; empty when there are no lines to show. */
  readonly lines: readonly string[];
  /** Why there are no lines, or not all of them; empty when they say everything. */
  readonly note: string;
  /** Of a conflict in a shared file: what to write instead. */
  readonly byHand?: ByHand;
}

/** The diffs of all changes that would be written, and of conflicts: what taking over would do. */
export const fileDiffs = (changes: readonly Change[]): FileDiff[] =>
  changes.filter((change) => isWrite(change) || change.kind === 'conflict').map(fileDiff);

function fileDiff(change: Change): FileDiff {
  const { path, kind, reason, before, after, acceptable, byHand } = change;
  const nothing = { path, kind, reason, added: 0, removed: 0, lines: [], note: '' };
  if (kind === 'conflict' && !acceptable)
    return byHand === undefined ? nothing : { ...nothing, byHand };
  const old = comparableBytes(before, after);
  const wanted = after?.bytes;
  if (old !== undefined && wanted?.equals(old) === true)
    return { ...nothing, note: `only the mode changes: ${modeText(after)}` };
  if (![old, wanted].every(isText)) return { ...nothing, note: 'binary: content not shown' };
  const texts = redactPair(path, old?.toString() ?? '', wanted?.toString() ?? '');
  if (texts === undefined) return { ...nothing, note: 'contains secrets: content not shown' };
  return {
    ...nothing,
    ...linesOf(texts.before, texts.after),
    note: texts.redacted ? 'values of Secrets not shown' : '',
  };
}

/** A checkout with CRLF is not drift, so its line ends are no lines of a diff either. */
const comparableBytes = (before: Change['before'], after: Change['after']): Buffer | undefined =>
  before !== undefined && after?.bytes.includes('\r\n') !== true ? withLineFeeds(before) : before;

const modeText = (after: Change['after']): string =>
  after?.executable === true ? 'it becomes executable' : 'it is no longer executable';

const isText = (bytes: Buffer | undefined): boolean =>
  bytes === undefined || (!bytes.includes(0) && Buffer.from(bytes.toString()).equals(bytes));

const CONTEXT = 3;
/** Two texts that share next to nothing take quadratic time to compare, and nobody reads the result. */
const PATIENCE_MS = 2000;

function linesOf(before: string, after: string): Pick<FileDiff, 'lines' | 'added' | 'removed'> {
  const patch = structuredPatch('', '', before, after, '', '', {
    context: CONTEXT,
    timeout: PATIENCE_MS,
  });
  const lines = patch?.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: inner }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    ...inner,
  ]) ?? [...all('-', before), ...all('+', after)];
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  return { lines, added: count('+'), removed: count('-') };
}

// As diff and git count: an empty side starts one line earlier.
const range = (start: number, count: number): string =>
  `${String(count === 0 ? start - 1 : start)}${count === 1 ? '' : `,${String(count)}`}`;

const all = (sign: string, text: string): string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => sign + line);
