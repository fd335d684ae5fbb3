import { paths } from '../../../plan/paths.ts';
import type { ArgocdService, EnvironmentPlan, Plan, WorkloadPlan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { upkeepTexts } from '../../upkeep.ts';
import { rows } from '../../../render/markdown.ts';
import { routingTexts } from '../routing.ts';
import { sealingTexts } from '../sealing.ts';
import { deploymentOf, logsOf, recentLogs, runningImages, shell } from './commands.ts';
import { storesTable } from './stores.ts';

/** What to look at first, and what the usual symptoms mean. */
export function incident(plan: ArgocdService): TextValues {
  const { delivery } = plan;
  const { limits, wrong } = upkeepTexts(plan);
  return {
    limits,
    wrong,
    ...secretTexts(plan),
    argocdNamespace: delivery.namespace,
    symptoms: [
      ...new Set(
        plan.environments.flatMap((environment) =>
          rows(routingTexts(environment, plan.service.name).symptoms),
        ),
      ),
    ].join('\n'),
    environments: plan.environments
      .toReversed()
      .map((environment) => environmentValues(environment, plan.service.name)),
  };
}

/** What a secret looks like that pods cannot have. */
export function secretTexts(plan: Plan): TextValues {
  const { sealing, environments } = plan;
  if (sealing === undefined) {
    return {
      missingSecret: 'See "A secret that is missing"',
      secretRow:
        '| Pods that cannot log in | A secret was changed, and nothing restarted | [Rotate a secret](secret-rotation.md), from the restart on |',
      secrets: text('docs/sealing/incident-by-hand.md', {
        environments: environments
          .toReversed()
          .map(({ name, namespace }) => ({ name, namespace, script: paths.createSecretsScript })),
      }).trimEnd(),
    };
  }
  const { controllerName, controllerNamespace } = sealing;
  return {
    missingSecret: '`kubectl get sealedsecret`; seal it',
    secretRow:
      '| SealedSecret without `True` | Sealed for another name, namespace or cluster | See "A secret that does not open" |',
    secrets: text('docs/sealing/incident.md', {
      compare: sealingTexts(plan).compare,
      controllerName,
      controllerNamespace,
      environments: environments.toReversed().map(({ namespace }) => ({ namespace })),
    }).trimEnd(),
  };
}

/** What to look at in one environment. */
export const environmentValues = (environment: EnvironmentPlan, service: string): TextValues => ({
  name: environment.name,
  namespace: environment.namespace,
  application: environment.application,
  first: shell(`argocd app get ${environment.application} --refresh`, ...firstLook(environment)),
  readiness: shell(
    ...environment.workloads.flatMap((workload) => readiness(workload, environment)),
  ),
  stores: storesTable(environment),
  routes: routesLook(environment, service),
});

/** How the routes are, seen from the cluster. */
function routesLook(environment: EnvironmentPlan, service: string): string {
  const { look } = routingTexts(environment, service);
  return look.length === 0 ? '' : `How traffic gets here:\n\n${shell(...look)}`;
}

/** Commands of the first look, whoever delivers. */
export const firstLook = (environment: EnvironmentPlan): readonly string[] => [
  `kubectl get pods -n ${environment.namespace} -o wide`,
  `kubectl get events -n ${environment.namespace} --field-selector type=Warning --sort-by .lastTimestamp`,
  ...recentLogs(environment),
  // Pods that never restarted have no earlier container, which is no reason to stop.
  ...environment.workloads.map(({ component }) =>
    logsOf(environment.namespace, component.objectName, '--previous --ignore-errors --tail 100'),
  ),
  ...runningImages(environment),
];

/** Through the API server, so that it works whatever the image and the network policies admit. */
const readiness = (workload: WorkloadPlan, { namespace }: EnvironmentPlan): readonly string[] => [
  `kubectl port-forward -n ${namespace} ${deploymentOf(workload)} 8080:${workload.component.port} & sleep 3`,
  `curl --silent --show-error --include http://127.0.0.1:8080${workload.component.ready.path}; kill %%`,
];
