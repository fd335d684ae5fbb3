import type { ConfigInput } from '../../config/schema/schema.ts';
import { UserError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import { projectFolder } from '../../projen/project-folder.ts';
import type { Outcome } from '../command.ts';
import { foresee } from '../foresee.ts';
import { keepLater, refuseConflicts } from '../../write/refuse-conflicts.ts';
import { foreseeEdit, readConfig, writeEdit, type EditedConfig } from '../edit-config.ts';
import { edited } from '../../config-editor/index.ts';
import { refuseConsequences, refuseUnknownIds } from '../../review/consequences/gate.ts';
import { acceptedBy, previewResync, resyncSynthesis } from '../resync-folder.ts';
import { textsOf } from './addition.ts';
import type { Addition, Given, Question, Wanted } from './addition.ts';
import { askFor, isOpen } from './ask.ts';
import { configProblems } from './config-problems.ts';

/** What was typed after `add component` and the like. */
export interface AddRequest {
  readonly folder: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly flags: Given;
  readonly interactive: boolean;
}

/** Adds something to the config and brings the files to what it then says; where one fails, neither happens. */
export async function addToConfig(addition: Addition, request: AddRequest): Promise<Outcome> {
  refuseUnknownIds(textsOf(request.flags, 'accept'));
  const root = projectFolder(request.folder);
  const before = await readConfig(root);
  const config = before.synthesis.input;
  const typed = {
    ...request.flags,
    ...Object.fromEntries(addition.words.map((word, index) => [word, request.words[index]])),
  };
  const given = request.interactive ? await askFor(addition, config, typed) : typed;
  if (given === 'cancelled') return cancelled;
  refuseMissing(addition, { config, given, command: request.command });
  const edit = await foreseeEdit(
    before,
    edits(addition, { config, given, command: request.command }),
  );
  if (edit === undefined)
    return {
      text: `${paths.config} says so already; nothing was written.`,
      data: { changed: false },
      code: 0,
    };
  const accepted = textsOf(given, 'accept');
  if (given['dry-run'] === true) return preview(edit, accepted);
  const answer = request.interactive ? await acceptedBy(edit.synthesis, false, accepted) : accepted;
  return answer === 'cancelled' ? cancelled : write(edit, { addition, given, accepted: answer });
}

const cancelled: Outcome = {
  text: 'Cancelled; nothing was written.',
  data: { cancelled: true },
  code: 130,
};

async function preview(edit: EditedConfig, accepted: readonly string[]): Promise<Outcome> {
  const { text, data, code, warnings } = await previewResync(edit.synthesis, false, accepted);
  return {
    code,
    ...(warnings === undefined ? {} : { warnings }),
    text: withLines(edit, text),
    data: { ...edit.data, ...Object(data) },
  };
}

interface Meant {
  readonly addition: Addition;
  readonly given: Given;
  /** Ids of consequences that may happen. */
  readonly accepted: readonly string[];
}

/** The config first: whoever looks at the files then finds the reason for them. */
async function write(edit: EditedConfig, { addition, given, accepted }: Meant): Promise<Outcome> {
  const { changes, consequences } = foresee(edit.synthesis);
  refuseConflicts(changes, { keep: [keepLater], canTakeOver: false });
  refuseConsequences(consequences, accepted, 'the same command with');
  const { text, data, ...rest } = await writeEdit(edit, () =>
    resyncSynthesis(edit.synthesis, false, accepted),
  );
  const next = addition.steps(edit.synthesis, given);
  const lines = next.map((step, index) => `  ${String(index + 1)}. ${step}`);
  return {
    ...rest,
    text: withLines(edit, text, ...(next.length === 0 ? [] : ['', 'Next steps:', ...lines])),
    data: { ...edit.data, ...Object(data), nextSteps: next },
  };
}

const withLines = (
  { lines }: EditedConfig,
  text: Outcome['text'],
  ...behind: readonly string[]
): Outcome['text'] => [
  ...lines,
  '',
  ...(typeof text === 'string' ? [text] : 'json' in text ? [] : text),
  ...behind,
];

interface Asked {
  readonly config: ConfigInput;
  readonly given: Given;
  readonly command: string;
}

/** All that is missing, at once. */
function refuseMissing({ questions, words }: Addition, { config, given, command }: Asked): void {
  const missing = questions(config, given).filter(
    (question) => question.isOptional !== true && isOpen(question, given),
  );
  if (missing.length === 0) return;
  throw new UserError(missing.map((question) => missingText(question, words)).join('\n'), {
    hint: hintOf(command),
  });
}

const missingText = ({ name, message, choices }: Question, words: readonly string[]): string =>
  `${words.includes(name) ? `<${name}>` : `--${name}`} is missing: ${message}` +
  (choices === undefined ? '' : ` (${choices.join(', ')})`);

function edits({ wanted, places }: Addition, { config, given, command }: Asked): Wanted['edits'] {
  const found = wanted(config, given);
  const problems =
    found.problems.length > 0
      ? found.problems
      : configProblems(edited(config, found.edits), places(given));
  if (problems.length === 0) return found.edits;
  throw new UserError(problems.join('\n'), { hint: hintOf(command) });
}

const hintOf = (command: string): string => `All flags: gitops-service ${command} --help`;
