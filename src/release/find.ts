import { UserError } from '../errors.ts';
import type { ComponentPlan, EnvironmentPlan, Plan } from '../plan/plan.ts';

/** The environment of this name; an unknown one is bad usage. */
export const environmentOf = (plan: Plan, name: string): EnvironmentPlan =>
  findNamed('environment', plan.environments, name);

/** The component of this name; an unknown one is bad usage. */
export const componentOf = (plan: Plan, name: string): ComponentPlan =>
  findNamed('component', plan.components, name);

/** The image repositories of these components; of all when none is named. */
export const repositoriesOf = (plan: Plan, components: readonly string[]): readonly string[] => [
  ...new Set(
    (components.length === 0
      ? plan.components
      : components.map((name) => componentOf(plan, name))
    ).map(({ image }) => image.repository),
  ),
];

/** The component whose image this is. */
export const componentOfImage = (plan: Plan, repository: string): string =>
  plan.components.find(({ image }) => image.repository === repository)?.name ?? repository;

/** Names, separated by commas. */
export const namesOf = (items: readonly { readonly name: string }[]): string =>
  items.map(({ name }) => name).join(', ');

function findNamed<T extends { readonly name: string }>(
  kind: string,
  items: readonly T[],
  name: string,
): T {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  throw new UserError(`unknown ${kind} "${name}"`, { hint: `Known: ${namesOf(items)}` });
}
