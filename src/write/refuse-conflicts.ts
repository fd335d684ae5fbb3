import { RESCUE_FOLDER } from '../domain/file-paths.ts';
import { UserError } from '../errors.ts';
import { byHandLines } from './by-hand.ts';
import type { Change } from './change.ts';

/** What somebody can do about files in the way, as far as it depends on the command. */
export interface WaysOut {
  /** How a file stays as it is. */
  readonly keep: readonly string[];
  /** Whether the command has --take-over. */
  readonly canTakeOver: boolean;
}

const usualWays: WaysOut = {
  keep: ['keep it as yours with "gitops-service eject <path>"'],
  canTakeOver: true,
};

/** How a file is kept that no config asks for yet: until then it cannot be ejected. */
export const keepLater =
  'move it, run this again, move it back, and keep it with "gitops-service eject <path>"';

/** Throws one error about all conflicts, with the ways out that each of them has. */
export function refuseConflicts(changes: readonly Change[], ways: WaysOut = usualWays): void {
  const conflicts = changes.filter(({ kind }) => kind === 'conflict');
  if (conflicts.length === 0) return;
  const lines = conflicts.flatMap(({ path, reason, byHand }) => [
    `  ${path}: ${reason}`,
    ...(byHand === undefined ? [] : byHandLines(byHand)),
  ]);
  throw new UserError(
    `nothing was written, because ${String(conflicts.length)} file(s) must not be changed:\n${lines.join('\n')}`,
    {
      exitCode: 3,
      hint: `For each of them, ${waysOut(conflicts, ways).join('; or ')}`,
    },
  );
}

/** A file that is shared with its owner is never theirs to delete for us. */
function waysOut(conflicts: readonly Change[], { keep, canTakeOver }: WaysOut): readonly string[] {
  const isShared = ({ byHand }: Change): boolean => byHand !== undefined;
  const isBlocked = (change: Change): boolean => change.before === undefined;
  const others = conflicts.filter((change) => !isShared(change) && !isBlocked(change));
  return [
    ...(conflicts.some(isShared) ? ['write what stands above, and run it again'] : []),
    ...(conflicts.some(isBlocked) ? ['move what stands in the way'] : []),
    ...(others.length > 0 ? ['delete the file (or move it)'] : []),
    ...keep,
    ...(canTakeOver && conflicts.some(({ acceptable }) => acceptable)
      ? [`take it over with --take-over, which keeps its content under ${RESCUE_FOLDER}/`]
      : []),
  ];
}
