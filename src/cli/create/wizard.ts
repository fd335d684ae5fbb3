import { entryAt } from '../../disk/entry-at.ts';
import { kindAt } from '../../disk/what-is-at.ts';
import { fromHere } from '../../disk/working-folder.ts';
import { printable } from '../../domain/printable.ts';
import { paths } from '../../plan/paths.ts';
import { wrappedCommand } from '../columns.ts';
import { terminalWidth } from '../output.ts';
import { draftOf, nameIn, repositoryIn, withImplied, type Draft } from './answers.ts';
import { agrees, askText, cancelled, closeFrame, openFrame, say, show } from './ask.ts';
import { askQuestion } from './ask-question.ts';
import { configText } from './config-text.ts';
import { inspectFolder } from './inspect-folder.ts';
import { detailsOf, isGiven, lineOf, problemsError, type FlagProblem } from './problems.ts';
import { sameCommand } from './same-command.ts';
import { allQuestions, type FlagName, type ServiceFlags } from './questions/index.ts';
import type { Known } from './questions/question.ts';

interface Asked<F> {
  readonly folder: string;
  readonly flags: F;
}

/** Somebody has left: with the command that asks what is still open, where something was answered. */
export interface Left {
  readonly command: string | undefined;
}

/** Asks what has no flag yet, each with a default, and shows the config before anything is written. */
export async function askForFlags<F extends ServiceFlags>(
  given: string | undefined,
  typed: F,
): Promise<Asked<F> | Left> {
  const flags = { ...typed, ...withImplied(typed) };
  openFrame('A new service and its deployment');
  const place = given === undefined ? await askFolder() : { answer: given };
  if (place === 'cancelled') return { command: undefined };
  const folder = place.answer;
  const root = fromHere(folder);
  const around = inspectFolder(root);
  const name = suggestedName(nameIn(root));
  const knownOf = (answers: ServiceFlags, from = name): Known => ({
    folder: from,
    // Who names the repository need not have a git that answers.
    repository: flags.repository === undefined ? repositoryIn(around, answers.name ?? from) : '',
    hasDockerfile: around.hasDockerfile,
    ingressClass: answers['ingress-class'],
  });
  const drafted = (answers: ServiceFlags): Draft => draftOf(answers, root, around);
  refuseGiven(flags, drafted(flags).problems);
  const { answers, isComplete } = await askAll(flags, { knownOf, drafted });
  const commandWith = (...more: readonly string[]): string =>
    sameCommand({
      folder,
      answers,
      known: { ...knownOf(answers, nameIn(root)), hasDockerfile: false, ingressClass: undefined },
      draft: drafted(answers),
      switches: [...more, ...switchesIn(typed)],
    });
  if (!isComplete) return { command: commandWith() };
  const config = configText(drafted(answers).config);
  show(`${nameIn(root)}/${paths.config}`, config.trimEnd().split('\n'));
  show('The same without questions', wrappedCommand(commandWith('yes'), terminalWidth() - 3));
  if (!(await agrees('Write the config and generate everything from it?'))) {
    cancelled();
    return { command: commandWith() };
  }
  closeFrame(`Creating ${printable(answers.name ?? name)}`);
  return { folder, flags: { ...flags, ...answers } };
}

/** Flags without a value that somebody typed. */
const switchesIn = (flags: object): readonly string[] =>
  Object.entries(flags).flatMap(([name, value]) => (value === true ? [name] : []));

const askFolder = () =>
  askText({
    message: 'Folder of the service? The last part of the path is its name.',
    usual: 'my-service',
    before: undefined,
    check: (answer) => {
      const root = fromHere(answer);
      if (['file', 'other'].includes(kindAt(root))) return 'is a file: choose a folder';
      return entryAt(root, paths.config).kind === 'absent'
        ? undefined
        : `has a ${paths.config} already: choose another folder, or edit that file`;
    },
  });

/** A name like that of the folder which a service may have. */
const suggestedName = (folder: string): string =>
  folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '') || 'my-service';

/** What is wrong with flags alone, no answer can mend. */
function refuseGiven(flags: ServiceFlags, problems: readonly FlagProblem[]): void {
  const final = problems.filter((problem) => problem.flags.every((flag) => isGiven(flags, flag)));
  if (final.length > 0) throw problemsError(final);
}

interface Asking {
  readonly knownOf: (answers: ServiceFlags) => Known;
  readonly drafted: (answers: ServiceFlags) => Draft;
}

/** Asks until the answers together make a config: what is refused is asked again, as it was answered. */
async function askAll(
  flags: ServiceFlags,
  { knownOf, drafted }: Asking,
): Promise<{ readonly answers: ServiceFlags; readonly isComplete: boolean }> {
  const asked = new Set<FlagName>();
  let again: readonly FlagName[] = allQuestions.flatMap(([flag, { ask }]) =>
    ask === undefined || isGiven(flags, flag) ? [] : [flag],
  );
  let answers = flags;
  for (;;) {
    for (const [flag, question] of allQuestions) {
      const isNew = !asked.has(flag) && !isGiven(flags, flag);
      const { ask } = question;
      if (ask === undefined || !(again.includes(flag) || isNew)) continue;
      if (isDetail(flag) && !detailsOf(answers).includes(flag)) continue;
      asked.add(flag);
      const answer = await askQuestion(
        flag,
        { ...question, ask },
        {
          answers,
          known: knownOf(answers),
          drafted,
        },
      );
      if (answer === 'cancelled') return { answers, isComplete: false };
      answers = { ...answers, [flag]: answer.answer };
    }
    answers = withoutIdle(answers, asked);
    const { problems } = drafted(answers);
    if (problems.length === 0) return { answers, isComplete: true };
    again = concernedBy(problems);
    say(['This does not go together:', ...problems.map(lineOf)], 'error');
  }
}

/** The questions that another answer may mend it with. */
function concernedBy(problems: readonly FlagProblem[]): readonly FlagName[] {
  const flags = problems.flatMap((problem) => problem.flags);
  const askable = allQuestions.flatMap(([flag, { ask }]) =>
    ask !== undefined && flags.includes(flag) ? [flag] : [],
  );
  if (askable.length === 0) throw problemsError(problems);
  return askable;
}

const isDetail = (flag: FlagName): boolean =>
  allQuestions.some(([, { offers = {} }]) =>
    Object.values(offers).some(({ takes = [] }) => takes.includes(flag)),
  );

/** Without answers about what was given up since. */
const withoutIdle = (answers: ServiceFlags, asked: ReadonlySet<FlagName>): ServiceFlags => {
  const idle = allQuestions.flatMap(([flag, { kind }]) =>
    asked.has(flag) && isDetail(flag) && !detailsOf(answers).includes(flag)
      ? [[flag, kind === 'texts' ? [] : undefined] as const]
      : [],
  );
  return { ...answers, ...Object.fromEntries(idle) };
};
