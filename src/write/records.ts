import { UserError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { apply } from './apply.ts';
import { made } from './change.ts';
import type { Change } from './change.ts';
import { ejectablePaths, ejectChangeOf, undoEjectChangeOf } from './eject.ts';
import type { Ejectable } from './eject.ts';
import { inventoryText } from './inventory.ts';
import { withLock } from './lock.ts';
import { INVENTORY_PATH } from '../domain/file-paths.ts';
import { outsideOf, refuseOutside } from './outside-checkout.ts';
import { withNeededRescues } from './rescue.ts';
import { refuseConflicts } from './refuse-conflicts.ts';
import { inventoryFor } from './resync.ts';
import { foundAt } from './situation.ts';
import { readSnapshot } from '../disk/snapshot.ts';

interface Ejection {
  readonly paths: readonly string[];
  readonly undo: boolean;
  readonly toolVersion: string;
}

/** Hands files over to their user, or takes them back. All of them or none. */
export function eject(root: string, wanted: readonly FileSpec[], ejection: Ejection): Change[] {
  planRecords(root, wanted, ejection); // What is refused leaves no trace, a lock included.
  return withLock(root, () => {
    const { changes, inventory } = planRecords(root, wanted, ejection);
    apply(root, changes, { inventory, toolVersion: ejection.toolVersion });
    return made(changes);
  });
}

function planRecords(
  root: string,
  wanted: readonly FileSpec[],
  { paths, undo, toolVersion }: Ejection,
): { readonly changes: Change[]; readonly inventory: string } {
  const inventory = inventoryFor(root, toolVersion);
  const chosen = ejectablePaths(paths, wanted, inventory.entries);
  const snapshot = readSnapshot(root, chosen);
  refuseOutside(
    outsideOf(root),
    chosen.filter((path) => foundAt(snapshot, path).kind === 'absent'),
  );
  const decide = undo ? undoEjectChangeOf : ejectChangeOf;
  const files = chosen.map((path) => ({
    path,
    spec: wanted.find((spec) => spec.path === path),
    entry: inventory.entries.get(path),
    found: foundAt(snapshot, path),
  }));
  const changes = withNeededRescues(root, allOf(files, decide));
  refuseConflicts(changes);
  const entries = new Map(inventory.entries);
  for (const { path, entry } of changes) {
    if (entry === undefined) entries.delete(path);
    else entries.set(path, entry);
  }
  return {
    changes,
    inventory: inventoryText({
      ...inventory,
      toolVersion: inventory.toolVersion || toolVersion,
      entries,
    }),
  };
}

/** Every change, or one error that names all the files that cannot be changed so. */
function allOf(files: readonly Ejectable[], decide: (file: Ejectable) => Change): Change[] {
  const problems: string[] = [];
  const changes = files.flatMap((file) => {
    try {
      return [decide(file)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0)
    throw new UserError(problems.join('\n'), {
      hint: `Nothing was changed. ${INVENTORY_PATH} lists all generated files and their owners`,
    });
  return changes;
}
