import { UserError } from '../errors.ts';
import { replaceFiles } from './apply.ts';
import type { Change } from './change.ts';
import { withLock } from './lock.ts';
import { pathProblem } from '../domain/file-paths.ts';
import { outsideOf, refuseOutside } from './outside-checkout.ts';
import { rescuesOf, withNeededRescues } from './rescue.ts';
import { foundAt } from './situation.ts';
import type { Found } from '../disk/snapshot.ts';
import { readSnapshot } from '../disk/snapshot.ts';

/** Writes a rescued content to a path of the project; what stands there is rescued in turn. */
export function restore(root: string, path: string, bytes: Buffer): Change {
  const problem = pathProblem(path);
  if (problem !== undefined)
    throw new UserError(`the path "${path}" ${problem}`, {
      hint: 'Set a path inside the project with --to.',
    });
  const [change = planRestore(root, path, bytes)] = withNeededRescues(root, [
    planRestore(root, path, bytes),
  ]);
  if (change.kind === 'unchanged') return change;
  return withLock(root, () => {
    replaceFiles(root, rescuesOf(root, [change]));
    replaceFiles(root, [{ path, bytes, mode: modeOf(bytes) }]);
    return { ...change, isMade: true };
  });
}

function planRestore(root: string, path: string, bytes: Buffer): Change {
  const found: Found = foundAt(readSnapshot(root, [path]), path);
  if (found.kind === 'blocked')
    throw new UserError(`${path} ${found.reason}`, {
      exitCode: 3,
      hint: 'Set another path with --to.',
    });
  if (found.kind === 'absent') refuseOutside(outsideOf(root), [path]);
  const before = found.kind === 'file' ? found.bytes : undefined;
  const change: Change = {
    path,
    kind: 'restore',
    reason: 'restored',
    before,
    after: { bytes, executable: modeOf(bytes) === 0o755 },
    rescued: before !== undefined,
    acceptable: false,
    entry: undefined,
  };
  return before?.equals(bytes) === true
    ? { ...change, kind: 'unchanged', reason: 'already exists', rescued: false }
    : change;
}

/** A rescued content has no mode of its own; scripts say what they are in their first line. */
const modeOf = (bytes: Buffer): number =>
  bytes.subarray(0, 2).toString() === '#!' ? 0o755 : 0o644;
