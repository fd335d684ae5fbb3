import { byHandLines } from '../write/by-hand.ts';
import type { ChangeKind } from '../write/change.ts';
import type { FileDiff } from './file-diff.ts';

/** The diffs as `git apply` reads them, each below a line that says why. */
export const patchOf = (diffs: readonly FileDiff[]): string[] =>
  diffs.flatMap((diff, index) => [...(index === 0 ? [] : ['']), ...filePatch(diff)]);

/** One line per file with the number of lines that come and go, and the sums. */
export function statOf(diffs: readonly FileDiff[]): string[] {
  const width = Math.max(0, ...diffs.map(({ path }) => path.length));
  const lines = diffs.map(
    ({ path, added, removed, lines: shown, note, reason }) =>
      `${path.padEnd(width)}  ${shown.length > 0 ? `+${String(added)} -${String(removed)}` : note || reason}`,
  );
  const sum = (key: 'added' | 'removed'): string =>
    String(diffs.reduce((total, diff) => total + diff[key], 0));
  return [...lines, `${String(diffs.length)} file(s), +${sum('added')} -${sum('removed')}`];
}

function filePatch({ path, kind, reason, lines, note, byHand }: FileDiff): string[] {
  const head = `# ${path}: ${[reason, note].filter((part) => part !== '').join('; ')}`;
  if (lines.length === 0) return [head, ...(byHand === undefined ? [] : byHandLines(byHand))];
  const isNew = NEW.has(kind);
  const isGone = lines.every((line) => !line.startsWith('+') && !line.startsWith(' ')) && !isNew;
  return [
    head,
    `--- ${isNew ? '/dev/null' : `a/${path}`}`,
    `+++ ${isGone ? '/dev/null' : `b/${path}`}`,
    ...lines,
  ];
}

const NEW: ReadonlySet<ChangeKind> = new Set(['create', 'restore']);
