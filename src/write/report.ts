import { NOT_STARTED } from './diff-sample.ts';
import { byHandLines } from './by-hand.ts';
import { isWrite } from './change.ts';
import type { Change, ChangeKind } from './change.ts';
import { outsideNotes } from './outside-checkout.ts';
import { RESCUE_FOLDER } from '../domain/file-paths.ts';

const SIGNS = {
  create: '+',
  restore: '+',
  update: '~',
  repair: '!',
  'take-over': '!',
  delete: '-',
  unchanged: ' ',
  kept: '=',
  conflict: 'x',
} satisfies Record<ChangeKind, string>;

/** One line per change and a summary; `verbose` also lists what is as it should be. */
export function report(
  changes: readonly Change[],
  { verbose }: { readonly verbose: boolean },
): string {
  return [
    ...reportLines(changes.filter((change) => verbose || isNews(change))),
    ...notStartedNotes(changes),
    ...outsideNotes(changes),
    summaryOf(changes),
  ].join('\n');
}

/** One line per change, and one more where somebody's content is replaced. */
export function reportLines(changes: readonly Change[]): string[] {
  const width = Math.min(60, Math.max(0, ...changes.map(({ path }) => path.length)));
  const lines = changes.flatMap(({ kind, path, reason, byHand }) => [
    `${SIGNS[kind]} ${path.padEnd(width)}  ${reason}`,
    ...(byHand === undefined ? [] : byHandLines(byHand)),
  ]);
  const rescued = changes.filter((change) => change.rescued && isWrite(change));
  if (rescued.length === 0) return lines;
  const kept = rescued.some(({ isMade }) => isMade)
    ? `is kept under ${RESCUE_FOLDER}/, see "gitops-service rescued"`
    : `will be kept under ${RESCUE_FOLDER}/`;
  return [
    ...lines,
    `The previous content of ${String(rescued.length)} of them is not in git: it ${kept}`,
  ];
}

/** Files that stand as always are no news; files that left us are, so that they are not forgotten. */
const isNews = ({ kind, reason }: Change): boolean =>
  kind !== 'unchanged' && (kind !== 'kept' || /^(?:ejected|no longer|handed over)/.test(reason));

/** Sources that a new service would have got. */
function notStartedNotes(changes: readonly Change[]): readonly string[] {
  const count = changes.filter(({ reason }) => reason === NOT_STARTED).length;
  return count === 0
    ? []
    : [
        `${String(count)} starter file(s) were not written, because an application is there already`,
      ];
}

function summaryOf(changes: readonly Change[]): string {
  const counts = new Map<ChangeKind, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = Object.keys(SIGNS).flatMap((kind) => {
    const count = counts.get(kind as ChangeKind);
    return count === undefined ? [] : [`${String(count)} ${kind}`];
  });
  return `${String(changes.length)} file(s)${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}
