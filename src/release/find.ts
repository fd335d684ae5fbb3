import { findNamed } from '../domain/find-named.ts';
import type { ComponentPlan, EnvironmentPlan, Plan } from '../plan/plan.ts';

/** The environment of this name; an unknown one is bad usage. */
export const environmentOf = (plan: Plan, name: string): EnvironmentPlan =>
  findNamed(plan.environments, name, { what: 'environment' });

/** The component of this name; an unknown one is bad usage. */
export const componentOf = (plan: Plan, name: string): ComponentPlan =>
  findNamed(plan.components, name, { what: 'component' });

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
