import { warnings } from '../plan/warnings.ts';
import type { Synthesis } from '../projen/host.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { version } from '../version.ts';
import { releaseWarnings } from '../release/index.ts';
import { isClean, type Change } from '../write/change.ts';
import { report } from '../write/report.ts';
import { countRescued } from '../write/rescued-contents.ts';
import { planChanges, resync } from '../write/resync.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';
import type { Line } from './output.ts';
import { storeStepLines, storeSteps } from './store-steps.ts';

/** Runs the config above a folder and brings its files back; a dry run stops before the first write. */
export async function resyncFolder(
  folder: string,
  { takeOver, dryRun }: { readonly takeOver: boolean; readonly dryRun: boolean },
): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  return dryRun ? previewResync(synthesis, takeOver) : resyncSynthesis(synthesis, takeOver);
}

/** Brings the files to what a config that was run says. */
export async function resyncSynthesis(synthesis: Synthesis, takeOver = false): Promise<Outcome> {
  const changes = writeSynthesis(synthesis, takeOver);
  const application = storeSteps(changes, synthesis);
  return {
    text: [
      ...(await collisionLines(changes)),
      report(changes, { verbose: false }),
      ...application.flatMap((steps) => ['', ...storeStepLines(steps)]),
    ],
    data: { ...changeData(changes), application },
    code: 0,
    warnings: warningsOf(synthesis),
  };
}

const warningsOf = ({ root, plan }: Synthesis): readonly string[] => [
  ...warnings(plan),
  ...releaseWarnings(root, plan),
];

/** Writes what a config file wants, then runs the hooks of its components. */
export function writeSynthesis(synthesis: Synthesis, takeOver: boolean): Change[] {
  const { root, files, theirs } = synthesis;
  const changes = resync(root, files, { takeOver, toolVersion: version(), theirs });
  synthesis.finish();
  return changes;
}

/** What a resync would do to each file. */
export const foreseeChanges = ({ root, files, theirs }: Synthesis, takeOver = false): Change[] =>
  planChanges(root, files, { takeOver, toolVersion: version(), theirs });

/** What a resync would do, as its outcome: 3 where it would refuse. */
export async function previewResync(synthesis: Synthesis, takeOver: boolean): Promise<Outcome> {
  const changes = foreseeChanges(synthesis, takeOver);
  const application = storeSteps(changes, synthesis);
  return {
    text: [
      ...(await collisionLines(changes)),
      report(changes, { verbose: false }),
      ...application.flatMap((steps) => ['', ...storeStepLines(steps)]),
    ],
    data: { ...changeData(changes), application },
    code: changes.some(({ kind }) => kind === 'conflict') ? 3 : 0,
    warnings: warningsOf(synthesis),
  };
}

/** Before and after of each file that was there before us. */
export async function collisionLines(changes: readonly Change[]): Promise<readonly Line[]> {
  const found = changes.filter(({ kind }) => kind === 'take-over' || kind === 'conflict');
  if (found.length === 0) return [];
  const { diffText } = await import('./diff-text.ts');
  return [...diffText(found), ''];
}

/** Whether the files of a folder are as its config says; changes nothing. */
export async function checkFolder(folder: string): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  const changes = foreseeChanges(synthesis);
  const clean = isClean(changes);
  const rescued = countRescued(synthesis.root);
  const news =
    rescued === 0
      ? []
      : [`${String(rescued)} replaced content(s) kept from earlier runs: gitops-service rescued`];
  const advice = clean
    ? []
    : ['', 'To see the differences: gitops-service diff', 'To regenerate the files: npx projen'];
  return {
    text: [report(changes, { verbose: false }), ...news, ...advice].join('\n'),
    data: { clean, rescued, ...changeData(changes) },
    code: clean ? 0 : 1,
    warnings: warningsOf(synthesis),
  };
}
