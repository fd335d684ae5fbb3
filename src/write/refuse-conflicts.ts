import { RESCUE_FOLDER } from '../domain/file-paths.ts';
import { UserError } from '../errors.ts';
import { byHandLines } from './by-hand.ts';
import type { Change } from './change.ts';

/** How somebody keeps a file as it is, where a config is there to run. */
const eject = 'keep it as yours with "gitops-service eject <path>"';

/** Throws one error about all conflicts, with the ways out that each of them has. */
export function refuseConflicts(
  changes: readonly Change[],
  waysToKeep: readonly string[] = [eject],
): void {
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
      hint: `For each of them, ${waysOut(conflicts, waysToKeep).join('; or ')}`,
    },
  );
}

/** A file that is shared with its owner is never theirs to delete for us. */
function waysOut(conflicts: readonly Change[], waysToKeep: readonly string[]): readonly string[] {
  const isShared = ({ byHand }: Change): boolean => byHand !== undefined;
  const isBlocked = (change: Change): boolean => change.before === undefined;
  const others = conflicts.filter((change) => !isShared(change) && !isBlocked(change));
  return [
    ...(conflicts.some(isShared) ? ['write what stands above, and run it again'] : []),
    ...(conflicts.some(isBlocked) ? ['move what stands in the way'] : []),
    ...(others.length > 0 ? ['delete the file (or move it)'] : []),
    ...waysToKeep,
    ...(conflicts.some(({ acceptable }) => acceptable)
      ? [`take it over with --take-over, which keeps its content under ${RESCUE_FOLDER}/`]
      : []),
  ];
}
