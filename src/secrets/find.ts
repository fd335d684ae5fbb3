import { nearest } from '../domain/nearest.ts';
import { UserError } from '../errors.ts';
import type { EnvironmentPlan, Plan, SecretPlan } from '../plan/plan.ts';

/** The environment of this name; a name that the plan does not know is the user's error. */
export const environmentOf = ({ environments }: Plan, name: string): EnvironmentPlan =>
  findNamed('environment', environments, name);

/** The secret of this name that an environment needs. */
export const secretOf = ({ name, secrets }: EnvironmentPlan, secret: string): SecretPlan =>
  findNamed(`secret of ${name}`, secrets, secret);

/** `; did you mean "…"?`, or what is known. */
export function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined
    ? ` (known: ${known.length === 0 ? 'none' : known.join(', ')})`
    : `; did you mean "${near}"?`;
}

function findNamed<Item extends { readonly name: string }>(
  kind: string,
  items: readonly Item[],
  name: string,
): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  throw new UserError(
    `unknown ${kind} "${name}"${meant(
      name,
      items.map((candidate) => candidate.name),
    )}`,
    { hint: 'Secrets come from the config: secretEnv of a component, dataStores, registry.' },
  );
}
