import type { Draft } from './answers.ts';
import { askOne, askSeveral, askText, type Cancelled } from './ask.ts';
import { environmentsOf } from './environments.ts';
import type { FlagName, ServiceFlags } from './questions/index.ts';
import type { Ask, Known, Question } from './questions/question.ts';

interface Asking {
  /** What is answered so far. */
  readonly answers: ServiceFlags;
  readonly known: Known;
  readonly drafted: (answers: ServiceFlags) => Draft;
}

interface Answered {
  readonly answer: string | readonly string[] | undefined;
}

/** Asks one question as its row of the table says; the answer is checked as a config is, at once. */
export async function askQuestion(
  flag: FlagName,
  { kind, offers, ask }: Question & { readonly ask: Ask },
  { answers, known, drafted }: Asking,
): Promise<Answered | Cancelled> {
  const before = [answers[flag] ?? []].flat();
  const usual = ask.usual(known);
  const problemWith = (value: Answered['answer']): string | undefined => {
    const { problems } = drafted({ ...answers, [flag]: value });
    const problem = problems.find(({ flags: [first] }) => first === flag);
    return problem?.asked ?? problem?.text;
  };
  if (offers !== undefined) {
    const options = Object.entries(offers).map(([value, { label, hint }]) => ({
      value,
      label,
      hint,
    }));
    return kind === 'texts'
      ? askSeveral(ask.message, options, before)
      : askOne(ask.message, options, before[0] ?? usual);
  }
  if (ask.perEnvironment === true)
    return askEach(ask, { names: environmentNames(answers), before, problemWith });
  const valueOf = (typed: string): Answered['answer'] =>
    kind === 'texts' ? listOf(typed) : typed === '' ? undefined : typed;
  const answer = await askText({
    message: ask.message,
    usual,
    before: before.length === 0 ? undefined : before.join(', '),
    check: (typed) => problemWith(valueOf(typed)),
  });
  return answer === 'cancelled' ? answer : { answer: valueOf(answer.answer) };
}

const listOf = (typed: string): readonly string[] =>
  typed.split(/[\s,]+/).filter((word) => word !== '');

const environmentNames = ({ environment }: ServiceFlags): readonly string[] =>
  environmentsOf(environment, []).map(({ name }) => name);

/** Asks once for each environment. */
async function askEach(
  { message }: Ask,
  {
    names,
    before,
    problemWith,
  }: {
    readonly names: readonly string[];
    readonly before: readonly string[];
    readonly problemWith: (value: readonly string[]) => string | undefined;
  },
): Promise<Answered | Cancelled> {
  let found: readonly string[] = [];
  for (const name of names) {
    const isLast = name === names.at(-1);
    const valuesOf = (typed: string) => listOf(typed).map((one) => `${name}=${one}`);
    const own = before.filter((one) => one.startsWith(`${name}=`));
    const answer = await askText({
      message: `${message} in ${name}? Empty: none`,
      usual: '',
      before:
        own.length === 0 ? undefined : own.map((one) => one.slice(name.length + 1)).join(', '),
      check: (typed) =>
        typed === '' && !isLast ? undefined : problemWith([...found, ...valuesOf(typed)]),
    });
    if (answer === 'cancelled') return answer;
    found = [...found, ...valuesOf(answer.answer)];
  }
  return { answer: found };
}
