import { cancel, intro, multiselect, outro, select, text } from '@clack/prompts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { printable } from '../../domain/printable.ts';
import { terminal } from '../output.ts';
import type { Addition, Given, Question } from './addition.ts';

/** Asks for what nobody said; each answer may open other questions. */
export async function askFor(
  { questions }: Addition,
  config: ConfigInput,
  given: Given,
): Promise<Given | 'cancelled'> {
  let answers = given;
  const asked = new Set<string>();
  const next = (): Question | undefined =>
    questions(config, answers).find((one) => !asked.has(one.name) && isOpen(one, answers));
  if (next() === undefined) return given;
  intro('Add to the config', { output: terminal() });
  for (let question = next(); question !== undefined; question = next()) {
    asked.add(question.name);
    const answer = await ask(question);
    if (typeof answer === 'symbol') {
      cancel('Cancelled', { output: terminal() });
      return 'cancelled';
    }
    answers = { ...answers, ...answerOf(question, answer) };
  }
  outro('That is all.', { output: terminal() });
  return answers;
}

/** Whether nobody has said it. */
export function isOpen({ name }: Question, given: Given): boolean {
  const value = given[name];
  return value === undefined || (typeof value === 'object' && value.length === 0);
}

function ask(question: Question): Promise<string | string[] | symbol | undefined> {
  const { message, choices, several = false, initial, validate, isOptional = false } = question;
  const output = terminal();
  if (choices === undefined)
    return text({
      message: printable(message),
      output,
      ...(initial === undefined ? {} : { initialValue: initial }),
      validate: (value = '') =>
        value === '' && !isOptional ? 'required' : value === '' ? undefined : validate?.(value),
    });
  const options = choices.map((value) => ({ value, label: printable(value) }));
  if (several) return multiselect({ message, options, required: !isOptional, output });
  return select({
    message: printable(message),
    options,
    output,
    ...(initial === undefined ? {} : { initialValue: initial }),
  });
}

/** An empty answer, and one that is the default anyway, says nothing. */
function answerOf(question: Question, answer: string | string[] | undefined): Given {
  const { name, several = false, initial, isOptional = false } = question;
  if (answer === undefined || answer === '') return {};
  if (typeof answer === 'string' && several) return { [name]: [answer] };
  return isOptional && answer === initial ? {} : { [name]: answer };
}
