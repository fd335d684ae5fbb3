import type { Fact } from '../../domain/fact.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { partsOf } from '../../plan/namespaces.ts';
import { manifests } from '../k8s/objects.ts';
import { environmentFact, hostFacts, infrastructureFacts } from './environment-fact.ts';
import type { Known } from './known.ts';
import { objectFact } from './object-facts.ts';
import {
  componentFacts,
  externalFact,
  messagingFacts,
  monitoringFacts,
  namespaceFacts,
  secretFact,
  storeFact,
} from './owner-facts.ts';

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
  ...hostFacts(environment),
  ...componentFacts(plan, environment),
  ...namespaceFacts(environment),
  ...environment.stores.map((store) => storeFact(environment, store)),
  ...environment.external.map(externalFact),
  ...environment.secrets.map(secretFact),
  ...messagingFacts(environment),
  ...monitoringFacts(environment),
  ...infrastructureFacts(plan, environment),
  ...partsOf(environment)
    .flatMap((part) => manifests(plan, part))
    .map(({ object }) => objectFact(object))
    .filter((fact) => fact !== undefined),
];

const definedOf = (is: Known[1]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(is)
      .flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
