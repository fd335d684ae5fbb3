import { edited, editConfig, isSame, pastesOf, type Edit } from '../config-editor/index.ts';
import { bytesAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { INVENTORY_PATH } from '../domain/file-paths.ts';
import { InternalError, UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { Synthesis } from '../projen/host.ts';
import type { ProjectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { replaceConfig } from '../projen/write-config.ts';
import { fileDiffs } from '../review/file-diff.ts';
import { patchOf } from '../review/patch.ts';
import { patchLines, type Line } from './output.ts';

/** A config as it stands there, and what it says. */
export interface ConfigBefore {
  readonly root: ProjectFolder;
  readonly bytes: Buffer;
  readonly synthesis: Synthesis;
}

/** A config after its edits; nothing of it is written. */
export interface EditedConfig {
  readonly before: ConfigBefore;
  readonly bytes: Buffer;
  /** What its new text says, which was run. */
  readonly synthesis: Synthesis;
  readonly lines: readonly Line[];
  readonly data: object;
}

export async function readConfig(root: ProjectFolder): Promise<ConfigBefore> {
  const synthesis = await runConfig(root);
  const bytes = bytesAt(root, paths.config);
  if (bytes === undefined) throw new InternalError(`${paths.config} ran, and is not there`);
  return { root, bytes, synthesis };
}

/**
 * Edits the text of a config, runs the result, and compares what it says with what was asked
 * for. Nothing where all of it stands there already; where the text cannot be edited, the error
 * has what to paste.
 */
export async function foreseeEdit(
  before: ConfigBefore,
  edits: readonly Edit[],
): Promise<EditedConfig | undefined> {
  const { root, bytes, synthesis } = before;
  const wanted = edited(synthesis.input, edits);
  if (isSame(wanted, synthesis.input)) return undefined;
  const source = utf8(bytes, paths.config);
  const outcome = editConfig(source, edits);
  const request = { source, edits, config: synthesis.input };
  if (outcome.kind === 'refused') throw refusal(outcome.reason, { ...request, line: outcome.line });
  if (outcome.kind === 'unchanged') throw refusal(ELSEWHERE, request);
  const after = await runEdited(root, outcome.text);
  if (!isSame(inOrder(after.input), inOrder(wanted))) throw refusal(ELSEWHERE, request);
  const written = Buffer.from(outcome.text);
  const patch = patchOf(fileDiffs([configChange(bytes, written)]));
  return {
    before,
    bytes: written,
    synthesis: after,
    lines: patchLines(patch),
    data: { changed: true, config: patch },
  };
}

/** The order of sections says nothing. */
const inOrder = (config: unknown): unknown =>
  Object.fromEntries(Object.entries(Object(config)).sort(([a], [b]) => (a < b ? -1 : 1)));

async function runEdited(root: ProjectFolder, text: string): Promise<Synthesis> {
  try {
    return await runConfig(root, text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, hint, exitCode } = error;
    throw new UserError(`Nothing was written, because then: ${message}`, { hint, exitCode });
  }
}

const ELSEWHERE = 'does not say what its text says there: other code of it has the last word';

interface Refused {
  readonly source: string;
  readonly edits: readonly Edit[];
  readonly config: unknown;
  readonly line?: number;
}

function refusal(reason: string, { source, edits, config, line }: Refused): UserError {
  const texts = pastesOf(source, edits, config).map(
    ({ where, text }) => `Write this ${where}:\n\n${indented(text)}\n`,
  );
  const place = line === undefined ? paths.config : `${paths.config}:${String(line)}`;
  return new UserError(`${place} cannot be edited: ${reason}. Nothing was written.`, {
    exitCode: 3,
    hint: `${texts.join('\n')}\nThen run: npx projen`,
  });
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');

const configChange = (before: Buffer, after: Buffer): Parameters<typeof fileDiffs>[0][number] => ({
  path: paths.config,
  kind: 'update',
  reason: 'edited',
  before,
  after: { bytes: after, executable: false },
  rescued: false,
  acceptable: false,
  entry: undefined,
});

/**
 * Writes the config, then does what follows from it. Where that fails ahead of the record of what
 * was written, the config is as it was; behind that record it stays, because the files follow it.
 */
export async function writeEdit<Result>(
  { before: { root, bytes: old }, bytes }: EditedConfig,
  work: () => Promise<Result>,
): Promise<Result> {
  const record = bytesAt(root, INVENTORY_PATH);
  replaceConfig(root, old, bytes);
  try {
    return await work();
  } catch (error) {
    const now = bytesAt(root, INVENTORY_PATH);
    if (now === undefined ? record === undefined : record?.equals(now) === true)
      replaceConfig(root, bytes, old);
    throw error;
  }
}
