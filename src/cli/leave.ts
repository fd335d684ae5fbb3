import { entryAt } from '../disk/entry-at.ts';
import { fileAt } from '../disk/file-at.ts';
import { textAt } from '../disk/text-at.ts';
import { textIn } from '../disk/utf8.ts';
import { paths } from '../plan/paths.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { version } from '../version.ts';
import type { Change } from '../write/change.ts';
import { leave, leavingChanges } from '../write/leave.ts';
import { RESCUE_FOLDER } from '../domain/file-paths.ts';
import { report } from '../write/report.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';
import { packageManagerOf } from './create/install.ts';

/** Makes a repository stand alone: every file becomes its people's, and nothing of us stays behind. */
export async function leaveProject(folder: string, dryRun: boolean): Promise<Outcome> {
  const root = projectFolder(folder);
  const { files: generated } = await runConfig(root);
  const { files: standalone } = await runConfig(root, undefined, 'standalone');
  const leaving = {
    generated,
    standalone,
    goes: [
      ...generated.map(({ path }) => path).filter((path) => path.startsWith('.projen/')),
      paths.config,
    ],
    toolVersion: version(),
  };
  const changes = (dryRun ? leavingChanges : leave)(root, leaving);
  const steps = nextSteps(root, changes);
  const text = [
    report(changes, { verbose: false }),
    ...(dryRun
      ? []
      : ['', 'Next steps:', ...steps.map((step, index) => `  ${String(index + 1)}. ${step}`)]),
  ];
  return { text: text.join('\n'), data: { ...changeData(changes), nextSteps: steps }, code: 0 };
}

function nextSteps(root: string, changes: readonly Change[]): string[] {
  const manifest = textAt(root, 'package.json');
  const tool = manifest === undefined ? undefined : packageManagerOf(manifest);
  const mentions = changes
    .filter(({ kind }) => kind !== 'delete')
    .flatMap(({ path }) => mentionsIn(root, path));
  return [
    ...(tool === undefined ? [] : [`Run ${tool} install to update the lockfile`]),
    ...(mentions.length === 0
      ? []
      : [
          `Check the lines that still mention this tool:\n${mentions.map((mention) => `       ${mention}`).join('\n')}`,
        ]),
    ...(entryAt(root, RESCUE_FOLDER).kind === 'folder'
      ? [`Check ${RESCUE_FOLDER}/, which keeps contents that are not in git, then delete it`]
      : []),
    'Review the changes and commit them',
  ];
}

const ourCommands = [
  /\bprojen\b/,
  /\bgitops-service (?:check|diff|explain|resync|set-image|promote)\b/,
  /npx (?:--no-install )?(?:create-)?gitops-service/,
];

/** The lines of a file that name commands of ours. */
function mentionsIn(root: string, path: string): string[] {
  const found = fileAt(root, path);
  const text = found.kind === 'file' ? textIn(found.bytes) : undefined;
  return (text ?? '')
    .split('\n')
    .flatMap((line, index) =>
      ourCommands.some((command) => command.test(line))
        ? [`${path}:${String(index + 1)} ${line.trim()}`]
        : [],
    );
}
