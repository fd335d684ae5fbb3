import { partsOf } from '../../plan/namespaces.ts';
import type { EnvironmentPlan, WorkloadPlan } from '../../plan/plan.ts';
import { shell } from '../../render/markdown.ts';
import { deploymentOf, logsOf, ofParts, recentLogs, runningImages } from '../writing/commands.ts';
import { routingTexts } from '../routing/index.ts';
import { storesTable } from './stores-table.ts';

/** What an environment stands on, and how traffic gets there: paragraphs. */
export const lookAround = (environment: EnvironmentPlan, service: string): readonly string[] =>
  [storesTable(environment), routesLook(environment, service)].filter((text) => text !== '');

/** How the routes are, seen from the cluster. */
function routesLook(environment: EnvironmentPlan, service: string): string {
  const look = partsOf(environment).flatMap((part) => routingTexts(part, service).look);
  return look.length === 0 ? '' : `How traffic gets here:\n\n${shell(...look)}`;
}

/** Commands of the first look, whoever delivers. */
export const firstLook = (environment: EnvironmentPlan): readonly string[] => [
  ...podsAndEvents(environment),
  ...recentLogs(environment),
  // Pods that never restarted have no earlier container, which is no reason to stop.
  ...earlierLogs(environment),
  ...runningImages(environment),
  '# What the service reports about its dependencies:',
  ...allReadiness(environment),
];

const podsAndEvents = ofParts(({ namespace }) => [
  `kubectl get pods -n ${namespace} -o wide`,
  `kubectl get events -n ${namespace} --field-selector type=Warning --sort-by .lastTimestamp`,
]);

const earlierLogs = ofParts(({ namespace, workloads }) =>
  workloads.map(({ component }) =>
    logsOf(namespace, component.objectName, '--previous --ignore-errors --tail 100'),
  ),
);

const allReadiness = ofParts((part) =>
  part.workloads.flatMap((workload) => readiness(workload, part)),
);

/** Through the API server, so that it works whatever the image and the network policies admit. */
function readiness(workload: WorkloadPlan, { namespace }: EnvironmentPlan): readonly string[] {
  return [
    `kubectl port-forward -n ${namespace} ${deploymentOf(workload)} 8080:${workload.component.port} & sleep 3`,
    `curl --silent --show-error --include http://127.0.0.1:8080${workload.component.ready.path}; kill %%`,
  ];
}
