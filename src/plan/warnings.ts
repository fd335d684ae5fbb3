import { addressWarnings } from './address-warnings.ts';
import { eventWarnings } from './event-warnings.ts';
import { routeWarnings } from './route-warnings.ts';
import { variablesIn } from '../domain/names.ts';
import type { EnvironmentPlan, Plan } from './plan.ts';

/** What a config asks for and gets, although somebody should think about it again; each thing once. */
export const warnings = (plan: Plan): readonly string[] => [
  ...new Set([
    ...plan.environments.flatMap((environment) => [
      ...environment.routing.warnings,
      ...unfilledVariables(environment),
    ]),
    ...routeWarnings(plan),
    ...eventWarnings(plan),
    ...addressWarnings(plan),
  ]),
];

/** CI fills what hosts name, and nothing else. */
function unfilledVariables({ name, variables, workloads }: EnvironmentPlan): readonly string[] {
  const found = workloads.flatMap(({ component, env }) =>
    Object.entries(env).flatMap(([key, value]) =>
      variablesIn(value)
        .filter((variable) => !variables.includes(variable))
        .map((variable) => `\${${variable}} in ${key} of ${component.name}`),
    ),
  );
  return found.length === 0
    ? []
    : [
        `${name}: nothing substitutes ${found.join(', ')}, so pods get it literally: CI ` +
          'substitutes only variables that hosts use.',
      ];
}
