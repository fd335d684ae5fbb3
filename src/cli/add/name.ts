import { isSame } from '../../config-editor/index.ts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { shortName } from '../../domain/values.ts';
import { paths } from '../../plan/paths.ts';
import type { Question } from './addition.ts';
import { ownOf } from '../../domain/own.ts';

/** Asks what something new is called. */
export const nameQuestion = (what: string, known: object | undefined): Question => ({
  name: 'name',
  message: `Name of the ${what}?`,
  validate: (answer) =>
    Object.hasOwn(known ?? {}, answer) ? 'is there already' : nameProblem(answer),
});

const nameProblem = (name: string): string | undefined =>
  shortName.safeParse(name).error?.issues[0]?.message;

interface NewName {
  readonly name: string;
  readonly value: unknown;
  readonly section: 'components' | 'dataStores' | 'environments';
  readonly config: ConfigInput;
}

/** What is wrong with a name; one that means the same already is none. */
export function requireNew({ name, value, section, config }: NewName): readonly string[] {
  const problem = nameProblem(name);
  if (problem !== undefined) return [`"${name}": ${problem}`];
  const found: unknown = ownOf<unknown>(config[section], name);
  return found === undefined || isSame(found, value)
    ? []
    : [`${section}.${name} is in ${paths.config} already, and differs: change it there`];
}
