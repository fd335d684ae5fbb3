import type { EnvironmentPlan, WorkloadPlan } from '../../plan/plan.ts';
import { shell } from '../../render/markdown.ts';
import { deploymentOf, logsOf, recentLogs, runningImages } from '../writing/commands.ts';
import { routingTexts } from '../routing/index.ts';
import { storesTable } from './stores-table.ts';

/** What an environment stands on, and how traffic gets there: paragraphs. */
export const lookAround = (environment: EnvironmentPlan, service: string): readonly string[] =>
  [storesTable(environment), routesLook(environment, service)].filter((text) => text !== '');

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
  '# What the service reports about its dependencies:',
  ...environment.workloads.flatMap((workload) => readiness(workload, environment)),
];

/** Through the API server, so that it works whatever the image and the network policies admit. */
const readiness = (workload: WorkloadPlan, { namespace }: EnvironmentPlan): readonly string[] => [
  `kubectl port-forward -n ${namespace} ${deploymentOf(workload)} 8080:${workload.component.port} & sleep 3`,
  `curl --silent --show-error --include http://127.0.0.1:8080${workload.component.ready.path}; kill %%`,
];
