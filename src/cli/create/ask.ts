import {
  cancel,
  confirm,
  intro,
  isCancel,
  log,
  multiselect,
  outro,
  S_BAR,
  select,
  text,
} from '@clack/prompts';
import { printable } from '../../domain/printable.ts';
import { wrapped } from '../columns.ts';
import { terminalWidth } from '../output.ts';

/** Nobody wants to go on. */
export type Cancelled = 'cancelled';

/** Opens the frame that all questions stand in. */
export const openFrame = (title: string): void => {
  intro(inFrame(title));
};

/** Closes it: with what comes next, or because nobody wants to go on. */
export const closeFrame = (last: string): void => {
  outro(inFrame(last));
};
export function cancelled(): Cancelled {
  cancel('Cancelled');
  return 'cancelled';
}

/** Says something between questions. */
export const say = (lines: readonly string[], look: 'plain' | 'error' = 'plain'): void => {
  const shown = lines.map(inFrame).join('\n');
  if (look === 'error') log.error(shown);
  else log.message(shown);
};

/** Shows lines that must keep their layout, cut by the terminal alone where it is too narrow. */
export const show = (title: string, lines: readonly string[]): void => {
  log.step([inFrame(title), ...lines.map(cutToFrame)].join('\n'));
};

interface TextQuestion {
  readonly message: string;
  /** What Enter alone means. */
  readonly usual: string;
  /** What was answered before. */
  readonly before: string | undefined;
  /** What is wrong with an answer. */
  readonly check: (answer: string) => string | undefined;
}

/** Asks for a text, until it is one that can be used. */
export async function askText({
  message,
  usual,
  before,
  check,
}: TextQuestion): Promise<{ readonly answer: string } | Cancelled> {
  const meant = (typed: string | undefined): string => {
    const trimmed = (typed ?? '').trim();
    return trimmed === '' ? usual : trimmed;
  };
  const answer = await text({
    message: inQuestion(message),
    ...(usual === '' ? {} : { placeholder: printable(usual), defaultValue: usual }),
    ...(before === undefined ? {} : { initialValue: printable(before) }),
    validate: (typed) => {
      const problem = check(meant(typed));
      return problem === undefined ? undefined : inQuestion(printable(problem), '   ');
    },
  });
  return isCancel(answer) ? cancelled() : { answer: meant(answer) };
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

/** Asks for one of several answers. */
export async function askOne(
  message: string,
  options: readonly Option[],
  before: string,
): Promise<{ readonly answer: string } | Cancelled> {
  const answer = await select({
    message,
    options: options.map(inOneLine),
    initialValue: before,
  });
  return isCancel(answer) ? cancelled() : { answer };
}

/** Asks for any of several answers. */
export async function askSeveral(
  message: string,
  options: readonly Option[],
  before: readonly string[],
): Promise<{ readonly answer: readonly string[] } | Cancelled> {
  const answer = await multiselect({
    message,
    required: false,
    options: options.map(inOneLine),
    initialValues: [...before],
  });
  return isCancel(answer) ? cancelled() : { answer };
}

/** Asks for a yes. */
export async function agrees(message: string): Promise<boolean> {
  const answer = await confirm({ message });
  return answer === true;
}

/** What the frame takes of each line. */
const FRAME = 3;
const room = (): number => Math.max(terminalWidth() - FRAME, 10);

const inFrame = (line: string): string => wrapped(printable(line), room()).join('\n');
const inQuestion = (message: string, indent = `${S_BAR}  `): string =>
  wrapped(message, room()).join(`\n${indent}`);

function cutToFrame(line: string): string {
  const width = room();
  const shown = printable(line);
  const indent = /^ */.exec(shown)?.[0] ?? '';
  return shown.length <= width
    ? shown
    : wrapped(shown.trimStart(), Math.max(width - indent.length - 2, 10))
        .map((part, index) => `${indent}${index === 0 ? '' : '  '}${part}`)
        .join('\n');
}

/** A hint that does not fit beside its label would move the lines below while one looks through them. */
const inOneLine = ({
  value,
  label,
  hint,
}: Option): { value: string; label: string; hint?: string } =>
  `${label} (${hint})`.length + 2 > room() ? { value, label } : { value, label, hint };
