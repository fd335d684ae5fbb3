import { warnings } from '../plan/warnings.ts';
import type { Synthesis } from '../projen/host.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import type { Consequence } from '../review/consequences/consequences.ts';
import { refuseUnknownIds, stopping } from '../review/consequences/gate.ts';
import { releaseWarnings } from '../release/index.ts';
import { isClean, type Change } from '../write/change.ts';
import { report } from '../write/report.ts';
import { countRescued } from '../write/rescued-contents.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';
import { foresee, writeSynthesis } from './foresee.ts';
import type { Line } from './output.ts';
import { storeStepLines, storeSteps } from './store-steps.ts';

/** What was typed for a resync. */
interface ResyncRequest {
  readonly takeOver: boolean;
  readonly dryRun: boolean;
  /** Ids of consequences that may happen. */
  readonly accepted: readonly string[];
  readonly interactive: boolean;
}

/** Runs the config above a folder and brings its files back; a dry run stops before the first write. */
export async function resyncFolder(
  folder: string,
  { takeOver, dryRun, accepted, interactive }: ResyncRequest,
): Promise<Outcome> {
  refuseUnknownIds(accepted);
  const synthesis = await runConfig(projectFolder(folder));
  if (dryRun) return previewResync(synthesis, takeOver, accepted);
  const answer = interactive ? await acceptedBy(synthesis, takeOver, accepted) : accepted;
  if (answer === 'cancelled')
    return { text: 'Cancelled; nothing was written.', data: { cancelled: true }, code: 130 };
  return resyncSynthesis(synthesis, takeOver, answer);
}

/** Brings the files to what a config that was run says. */
export async function resyncSynthesis(
  synthesis: Synthesis,
  takeOver = false,
  accepted: readonly string[] = [],
): Promise<Outcome> {
  const { changes, ...told } = writeSynthesis(synthesis, takeOver, accepted);
  const application = storeSteps(changes, synthesis);
  return {
    text: [
      ...(await collisionLines(changes)),
      ...told.lines,
      report(changes, { verbose: false }),
      ...application.flatMap((steps) => ['', ...storeStepLines(steps)]),
    ],
    data: { ...changeData(changes), application, consequences: told.consequences },
    code: 0,
    warnings: [...warningsOf(synthesis), ...told.warnings],
  };
}

/** What somebody at a terminal accepts; asked only where that decides. */
export async function acceptedBy(
  synthesis: Synthesis,
  takeOver: boolean,
  accepted: readonly string[],
): Promise<readonly string[] | 'cancelled'> {
  const { changes, consequences } = foresee(synthesis, takeOver);
  const open = stopping(consequences, accepted);
  if (open.length === 0 || changes.some(({ kind }) => kind === 'conflict')) return accepted;
  if (open.some(({ level }) => level === 'refused')) return accepted;
  const { askForAcceptance } = await import('./ask-acceptance.ts');
  const isAgreed = await askForAcceptance(open);
  return isAgreed ? [...accepted, ...open.map(({ id }) => id)] : 'cancelled';
}

const warningsOf = ({ root, plan }: Synthesis): readonly string[] => [
  ...warnings(plan),
  ...releaseWarnings(root, plan),
];

/** What a resync would do, as its outcome: 3 where it would refuse; `open` is what nobody has accepted yet. */
export async function previewResync(
  synthesis: Synthesis,
  takeOver: boolean,
  accepted: readonly string[] = [],
): Promise<Outcome & { readonly open: readonly Consequence[] }> {
  const { changes, consequences, ...told } = foresee(synthesis, takeOver);
  const open = stopping(consequences, accepted);
  const isRefused = changes.some(({ kind }) => kind === 'conflict') || open.length > 0;
  const application = storeSteps(changes, synthesis);
  return {
    text: [
      ...(await collisionLines(changes)),
      ...told.lines,
      report(changes, { verbose: false }),
      ...application.flatMap((steps) => ['', ...storeStepLines(steps)]),
    ],
    data: { ...changeData(changes), application, consequences },
    code: isRefused ? 3 : 0,
    open,
    warnings: [...warningsOf(synthesis), ...told.warnings],
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
  const { changes, consequences, lines, ...told } = foresee(synthesis);
  const clean = isClean(changes) && stopping(consequences, []).length === 0;
  const rescued = countRescued(synthesis.root);
  const news =
    rescued === 0
      ? []
      : [`${String(rescued)} replaced content(s) kept from earlier runs: gitops-service rescued`];
  const advice = clean
    ? []
    : ['', 'To see the differences: gitops-service diff', 'To regenerate the files: npx projen'];
  return {
    text: [...lines, report(changes, { verbose: false }), ...news, ...advice].join('\n'),
    data: { clean, rescued, ...changeData(changes), consequences },
    code: clean ? 0 : 1,
    warnings: [...warningsOf(synthesis), ...told.warnings],
  };
}
