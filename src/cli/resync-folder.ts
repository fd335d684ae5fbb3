import type { Synthesis } from '../projen/host.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { version } from '../projen/version.ts';
import { isClean, type Change } from '../write/change.ts';
import { report } from '../write/report.ts';
import { plannedChanges, resync } from '../write/resync.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';

/** Runs the config above a folder and brings its files back; a dry run stops before the first write. */
export async function resyncFolder(folder: string, { takeOver, dryRun }: { readonly takeOver: boolean; readonly dryRun: boolean }): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  if (dryRun) return planned(synthesis, takeOver);
  const changes = written(synthesis, takeOver);
  return { text: report(changes, { verbose: false }), data: changeData(changes), code: 0 };
}

/** Writes what a config file wants, then runs the hooks of its components. */
export function written(synthesis: Synthesis, takeOver: boolean): Change[] {
  const changes = resync(synthesis.root, synthesis.files, { takeOver, toolVersion: version() });
  synthesis.finish();
  return changes;
}

/** What a resync would do, as its outcome: 3 where it would refuse. */
export function planned({ root, files }: Synthesis, takeOver: boolean): Outcome {
  const changes = plannedChanges(root, files, { takeOver });
  return { text: report(changes, { verbose: false }), data: changeData(changes), code: changes.some(({ kind }) => kind === 'conflict') ? 3 : 0 };
}

/** Whether the files of a folder are as its config says; changes nothing. */
export async function checked(folder: string): Promise<Outcome> {
  const { root, files } = await runConfig(projectFolder(folder));
  const changes = plannedChanges(root, files, { takeOver: false });
  const clean = isClean(changes);
  const advice = clean ? [] : ['', 'Bring the files back with: npx projen'];
  return { text: [report(changes, { verbose: false }), ...advice].join('\n'), data: { clean, ...changeData(changes) }, code: clean ? 0 : 1 };
}
