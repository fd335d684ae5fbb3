import type { Synthesis } from '../../projen/host.ts';
import { newSynthesis } from '../../projen/new-synthesis.ts';
import type { Change } from '../../write/change.ts';
import { keepLater, refuseConflicts } from '../../write/refuse-conflicts.ts';
import { newConfig } from './answers.ts';
import type { FolderFacts } from './inspect-folder.ts';
import type { ServiceFlags } from './questions/index.ts';

/** Refuses files that stand where a new service has its own: what keeps them needs no config yet. */
export function refuseFiles(
  changes: readonly Change[],
  { root, theirs }: Pick<Synthesis, 'root' | 'theirs'>,
  { flags, around }: { readonly flags: ServiceFlags; readonly around: FolderFacts },
): void {
  const custom = { ...flags, runtime: 'custom', 'package-manager': undefined } as const;
  const left = newSynthesis(root, newConfig(custom, root, around)).theirs;
  const kept = changes.flatMap(({ kind, path }) =>
    kind === 'conflict' && left.includes(path) && !theirs.includes(path) ? [path] : [],
  );
  refuseConflicts(changes, {
    keep: [
      ...(kept.length === 0 ? [] : [`keep ${kept.join(' and ')} as yours with --runtime custom`]),
      keepLater,
    ],
    canTakeOver: true,
  });
}
