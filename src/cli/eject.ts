import { UserError } from '../errors.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { version } from '../version.ts';
import { eject } from '../write/records.ts';
import { reportLines } from '../write/report.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';
import { projectPath } from './project-path.ts';

/** Makes files their user's, or ours again. */
export async function ejectFiles(
  folder: string,
  typed: readonly string[],
  { undo }: { readonly undo: boolean },
): Promise<Outcome> {
  if (typed.length === 0)
    throw new UserError('<path…> is required', {
      hint: 'For example: gitops-service eject Dockerfile',
    });
  const { root, files } = await runConfig(projectFolder(folder));
  const paths = typed.map((path) => projectPath(root, folder, path));
  const changes = eject(root, files, { paths, undo, toolVersion: version() });
  const advice = undo ? [] : ['', 'To undo: gitops-service eject --undo <path>'];
  return {
    text: [...reportLines(changes), ...advice].join('\n'),
    data: changeData(changes),
    code: 0,
  };
}
