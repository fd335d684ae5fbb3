import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { sampled } from '../judges/variables.ts';

/** Names of the variables of CI that a plan has anywhere. */
export const variablesOf = ({ environments }: Plan): readonly string[] => [
  ...new Set(environments.flatMap(({ variables }) => variables)),
];

/** The plan as it is deployed: a sample stands for every variable of CI. */
export function sampledPlan(plan: Plan): Plan {
  const names = variablesOf(plan);
  const replaced = (text: string): string => sampled(text, names);
  const environments = plan.environments.map((environment): EnvironmentPlan => ({
    ...environment,
    hosts: environment.hosts.map(replaced),
    hostGroups: Object.fromEntries(
      Object.entries(environment.hostGroups).map(([group, hosts]) => [group, hosts.map(replaced)]),
    ),
    smokeTests: environment.smokeTests.map((test) => ({
      ...test,
      address: replaced(test.address),
    })),
    workloads: environment.workloads.map((workload) => ({
      ...workload,
      env: Object.fromEntries(
        Object.entries(workload.env).map(([name, value]) => [name, replaced(value)]),
      ),
    })),
  }));
  return names.length === 0 ? plan : { ...plan, environments };
}
