import { runsHere } from '../../domain/clusters.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import type { Known } from './known.ts';

/** Where an environment lives, who brings it there and how traffic gets in. */
export function environmentFact(plan: Plan, environment: EnvironmentPlan): Known {
  const { service, secrets, delivery, packaging } = plan;
  const { namespace, branch, application, releaseFile, routing, hosts, messaging } = environment;
  return [
    'environment',
    {
      // Who pulls is told the cluster; who pushes goes into it.
      ...(delivery.reachesCluster ? {} : { cluster: environment.cluster }),
      ...delivery.identity,
      ...secrets.identity,
      application,
      branch,
      delivery: delivery.kind,
      entrance: hosts.length === 0 ? undefined : routing.identity,
      namespace,
      packaging: packaging.identity,
      release: releaseFile,
      repository: service.repository.url,
      secrets: secrets.kind,
      state: messaging.stateStore,
      sync: environment.isSyncedByHand ? 'by hand' : undefined,
    },
  ];
}

/** The hosts that answer. */
export const hostFacts = ({ hosts }: EnvironmentPlan): readonly Known[] =>
  hosts.map((host): Known => [`host/${host}`, {}]);

/** The cluster that is made, where an environment lives in it. */
export const infrastructureFacts = (
  { infrastructure }: Plan,
  environment: EnvironmentPlan,
): readonly Known[] =>
  infrastructure.cluster !== undefined && runsHere(environment)
    ? [['infrastructure', infrastructure.cluster.identity]]
    : [];
