import type { Synthesis } from '../projen/host.ts';
import { consequencesOf, noRecords } from '../review/consequences/consequences.ts';
import type { Consequence } from '../review/consequences/consequences.ts';
import { guardOf, titledLines, unforeseen } from '../review/consequences/gate.ts';
import { version } from '../version.ts';
import type { Change } from '../write/change.ts';
import type { Recorded } from '../write/lived-in.ts';
import { planChanges, resync } from '../write/resync.ts';
import type { ResyncOptions } from '../write/resync.ts';

/** What happens to the files, and on the clusters. */
export interface Foreseen {
  readonly changes: Change[];
  readonly consequences: readonly Consequence[];
  /** The consequences for people; empty where there are none. */
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

/** Writes what a config file wants, then runs the hooks of its components. */
export function writeSynthesis(
  synthesis: Synthesis,
  takeOver: boolean,
  accepted: readonly string[] = [],
): Foreseen {
  const { root, files, facts } = synthesis;
  const guard = guardOf(facts, accepted);
  const foreseen = watched(synthesis, { takeOver, guard }, (options) =>
    resync(root, files, options),
  );
  synthesis.finish();
  return foreseen;
}

/** What a resync would do to each file, and on the clusters. */
export const foresee = (synthesis: Synthesis, takeOver = false): Foreseen =>
  watched(synthesis, { takeOver, guard: () => undefined }, (options) =>
    planChanges(synthesis.root, synthesis.files, options),
  );

/** Does the work; its last look at the records says what happens on the clusters. */
function watched(
  { theirs, facts }: Synthesis,
  { takeOver, guard }: { readonly takeOver: boolean; readonly guard: (before: Recorded) => void },
  work: (options: ResyncOptions & { readonly toolVersion: string }) => Change[],
): Foreseen {
  let before = noRecords;
  const changes = work({
    takeOver,
    toolVersion: version(),
    theirs,
    facts,
    guard: (found) => {
      before = found;
      guard(found);
    },
  });
  const consequences = consequencesOf(before, facts);
  return {
    changes,
    consequences,
    lines: titledLines(consequences),
    warnings: (before.facts ?? []).length === 0 && !before.isNew ? [unforeseen] : [],
  };
}
