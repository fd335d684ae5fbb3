import { UserError } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { stopping } from '../review/consequences/gate.ts';
import { fileDiffs } from '../review/file-diff.ts';
import { patchOf, statOf } from '../review/patch.ts';
import type { Change } from '../write/change.ts';
import { outsideNotes } from '../write/outside-checkout.ts';
import type { Outcome } from './command.ts';
import { patchLines } from './output.ts';
import { projectPath } from './project-path.ts';
import { foresee } from './foresee.ts';

interface DiffInput {
  readonly stat: boolean;
  readonly takeOver: boolean;
}

/** What a resync would change in the files at these paths, or in all of them. */
export async function diffFiles(
  folder: string,
  typed: readonly string[],
  { stat, takeOver }: DiffInput,
): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  const paths = typed.map((path) => projectPath(synthesis.root, folder, path));
  const { consequences, lines, ...foreseen } = foresee(synthesis, takeOver);
  const changes = changesUnder(foreseen.changes, paths);
  const diffs = fileDiffs(changes);
  const isClean = diffs.length === 0 && stopping(consequences, []).length === 0;
  return {
    text: [
      // Comments to whoever applies this as a patch.
      ...lines.map((line) => `# ${line}`.trimEnd()),
      ...(diffs.length === 0 ? ['No changes.'] : patchLines(stat ? statOf(diffs) : patchOf(diffs))),
    ],
    data: { clean: isClean, files: diffs, consequences },
    code: isClean ? 0 : 1,
    ...warningsOf(changes, foreseen.warnings),
  };
}

/** That a file which is not here was not compared, for whoever reads that nothing changes. */
export function warningsOf(
  changes: readonly Change[],
  foreseen: readonly string[] = [],
): Pick<Outcome, 'warnings'> {
  const warnings = [...outsideNotes(changes), ...foreseen];
  return warnings.length === 0 ? {} : { warnings };
}

function changesUnder(changes: readonly Change[], paths: readonly string[]): readonly Change[] {
  if (paths.length === 0) return changes;
  for (const path of paths) refuseUnknown(path, changes);
  return changes.filter(({ path }) => paths.some((wanted) => isAt(path, wanted)));
}

const isAt = (path: string, wanted: string): boolean =>
  wanted === '' || path === wanted || path.startsWith(`${wanted}/`);

function refuseUnknown(wanted: string, changes: readonly Change[]): void {
  if (changes.some(({ path }) => isAt(path, wanted))) return;
  const meant = nearest(
    wanted,
    changes.map(({ path }) => path),
  );
  throw new UserError(
    `${wanted} is not a generated file${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    { hint: 'All changes: gitops-service diff' },
  );
}
