import { fromHere, workingFolder } from '../../disk/working-folder.ts';
import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { entryAt } from '../../disk/entry-at.ts';
import { kindAt } from '../../disk/what-is-at.ts';
import { textAt } from '../../disk/text-at.ts';
import { UserError } from '../../errors.ts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { paths } from '../../plan/paths.ts';
import { warnings } from '../../plan/warnings.ts';
import type { Synthesis } from '../../projen/host.ts';
import { newSynthesis } from '../../projen/new-synthesis.ts';
import { trustFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import type { Outcome } from '../command.ts';
import { changeData } from '../changes.ts';
import { foresee, writeSynthesis, type Foreseen } from '../foresee.ts';
import { collisionLines, previewResync } from '../resync-folder.ts';
import { INVENTORY_PATH } from '../../domain/file-paths.ts';
import { report } from '../../write/report.ts';
import { withSpinner } from '../spinner.ts';
import { newConfig, withImplied } from './answers.ts';
import { askForFlags, type Left } from './wizard.ts';
import { configText } from './config-text.ts';
import { isGiven, ownProblems, problemsError } from './problems.ts';
import { allQuestions, type ServiceFlags } from './questions/index.ts';
import { makeFirstCommit } from './first-commit.ts';
import { installPackages, packageManagerOf } from './install.ts';
import { nextSteps } from './next-steps.ts';
import { inspectFolder } from './inspect-folder.ts';
import { refuseFiles } from './refuse-files.ts';
import { otherManagerNote, startedBy } from './started-by.ts';
import { writeConfig } from '../../projen/write-config.ts';

/** What was typed after `create`. */
export interface CreateRequest {
  readonly folder: string | undefined;
  readonly flags: ServiceFlags & {
    readonly yes: boolean;
    readonly 'dry-run': boolean;
    readonly 'no-git': boolean;
    readonly 'no-install': boolean;
    readonly 'take-over': boolean;
  };
  readonly interactive: boolean;
}

/** Makes a service: everything is computed and allowed before the first byte is written. */
export async function createService({
  folder,
  flags,
  interactive,
}: CreateRequest): Promise<Outcome> {
  const request =
    interactive && !isService(folder) ? await askForFlags(folder, flags) : { folder, flags };
  if ('command' in request) return left(request);
  const root = trustFolder(rootOf(request));
  const around = inspectFolder(root);
  const config = isThere(root, paths.config)
    ? refuseLostFlags(root, request.flags)
    : newConfig(request.flags, root, around);
  const synthesis = config === undefined ? await runConfig(root) : newSynthesis(root, config);
  const outcome = await previewResync(synthesis, flags['take-over']);
  if (flags['dry-run']) return outcome;
  if (outcome.code === 0) makeFolder(root, config);
  else if (config !== undefined)
    refuseFiles(foresee(synthesis, flags['take-over']).changes, synthesis, {
      flags: request.flags,
      around,
    });
  return finish(synthesis, writeSynthesis(synthesis, flags['take-over']), request.flags);
}

const left = ({ command }: Left): Outcome => ({
  text: [
    'Cancelled; nothing was written.',
    ...(command === undefined ? [] : ['', 'To go on with these answers:', `  ${command}`]),
  ],
  data: { cancelled: true },
  code: 130,
});

/** Installs, commits, and says what was done and what is left. */
async function finish(
  synthesis: Synthesis,
  { changes, consequences, ...told }: Foreseen,
  flags: CreateRequest['flags'],
): Promise<Outcome> {
  const { root } = synthesis;
  const notInstalled = flags['no-install']
    ? undefined
    : await withSpinner('Installing the packages', () => installPackages(root));
  const troubles = [notInstalled, flags['no-git'] ? undefined : makeFirstCommit(root)].filter(
    (trouble) => trouble !== undefined,
  );
  const steps = nextSteps({
    ...synthesis,
    from: workingFolder(),
    install: flags['no-install'] || notInstalled !== undefined,
  });
  const notes = flags['package-manager'] === undefined ? managerNotes(root) : [];
  return {
    text: [
      ...(await collisionLines(changes)),
      ...told.lines,
      report(changes, { verbose: false }).split('\n').at(-1) ?? '',
      ...notes,
      ...troubles,
      '',
      'Next steps:',
      ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ],
    data: {
      folder: relative(workingFolder(), root) || '.',
      ...changeData(changes),
      consequences,
      notes,
      troubles,
      nextSteps: steps,
    },
    code: troubles.length > 0 && !flags['no-install'] ? 1 : 0,
    warnings: [...warnings(synthesis.plan), ...told.warnings],
  };
}

function managerNotes(root: string): string[] {
  const manifest = textAt(root, 'package.json');
  const note =
    manifest === undefined ? undefined : otherManagerNote(packageManagerOf(manifest), startedBy());
  return note === undefined ? [] : [note];
}

const isService = (folder: string | undefined): boolean =>
  folder !== undefined && isThere(folder, paths.config);

const isThere = (root: string, path: string): boolean => entryAt(root, path).kind !== 'absent';

function rootOf({ folder, flags }: Pick<CreateRequest, 'folder' | 'flags'>): string {
  if (folder === undefined) throw noFolder(flags);
  const root = fromHere(folder);
  if (['file', 'other'].includes(kindAt(root)))
    throw new UserError(`${folder} is a file; choose a folder`);
  return root;
}

/** Nothing can be made without a folder; what is wrong beside it is said too. */
function noFolder(flags: ServiceFlags): UserError {
  const text =
    '[dir] is required: the folder of the new service; the last part of the path is its name';
  const others = ownProblems(withImplied(flags));
  return others.length > 0
    ? problemsError([{ flags: [], text }, ...others])
    : new UserError(text, { hint: 'For example: create-gitops-service orders' });
}

/** A config that stands there is its owner's: it is used as it is, so flags that describe a service would be lost. */
function refuseLostFlags(root: string, flags: ServiceFlags): undefined {
  if (
    !isThere(root, INVENTORY_PATH) &&
    textAt(root, paths.config)?.includes('create-gitops-service') !== true
  ) {
    // To run it would let a project of another kind write its files.
    throw new UserError(
      `${paths.config} already exists there and does not define a service of create-gitops-service`,
      {
        exitCode: 3,
        hint:
          `A folder has one ${paths.config}: define the service in it with new ` +
          'GitOpsService({ … }).synth(), or create the service in another folder.',
      },
    );
  }
  const given = allQuestions.flatMap(([flag]) => (isGiven(flags, flag) ? [`--${flag}`] : []));
  if (given.length === 0) return undefined;
  throw new UserError(
    `${paths.config} already exists, so ${given.join(', ')} would have no effect`,
    { hint: `Edit ${paths.config}, then run: npx gitops-service resync` },
  );
}

function makeFolder(root: string, config: ConfigInput | undefined): void {
  try {
    mkdirSync(root, { recursive: true });
    if (config !== undefined) writeConfig(root, configText(config));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `cannot write to ${root}: ${error instanceof Error ? error.message : String(error)}`,
      { exitCode: 3, hint: 'Choose a folder that you can write to.' },
    );
  }
}
