import type { Fact } from '../../domain/fact.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { manifests } from '../k8s/objects.ts';
import { environmentFact } from './environment-fact.ts';
import type { Known } from './known.ts';
import { objectFact } from './object-facts.ts';
import { componentFact, secretFact, storeFact, topicFacts } from './owner-facts.ts';

/** Everything of a plan that is identity in a cluster, by environment. */
export const clusterFacts = (plan: Plan): readonly Fact[] =>
  plan.environments.flatMap((environment) =>
    factsOf(plan, environment).map(([object, is]): Fact => ({
      environment: environment.name,
      object,
      is: definedOf(is),
    })),
  );

const factsOf = (plan: Plan, environment: EnvironmentPlan): readonly Known[] => [
  environmentFact(plan, environment),
  ...environment.workloads.map(componentFact),
  ...environment.stores.map(storeFact),
  ...environment.secrets.map(secretFact),
  ...topicFacts(environment),
  ...manifests(plan, environment)
    .map(({ object }) => objectFact(object))
    .filter((fact) => fact !== undefined),
];

const definedOf = (is: Known[1]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(is)
      .flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
