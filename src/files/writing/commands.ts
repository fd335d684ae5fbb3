import { partsOf } from '../../plan/namespaces.ts';
import { labelKeys } from '../../domain/labels.ts';
import type { EnvironmentPlan, WorkloadPlan } from '../../plan/plan.ts';

/** Commands about an environment: those about each of its namespaces. */
export function ofParts(
  commandsOf: (part: EnvironmentPlan) => readonly string[],
): (environment: EnvironmentPlan) => readonly string[] {
  return (environment) => partsOf(environment).flatMap(commandsOf);
}

/** Waits until every component of an environment has rolled out. */
export const rolloutStatus = ofParts(({ namespace, workloads }) =>
  workloads.map(
    (workload) => `kubectl rollout status -n ${namespace} ${deploymentOf(workload)} --timeout 5m`,
  ),
);

/** The image that each component of an environment runs now. */
export const runningImages = ofParts(({ namespace, workloads }) =>
  workloads.map(
    (workload) =>
      `kubectl get -n ${namespace} ${deploymentOf(workload)} -o ` +
      'jsonpath=\'{.spec.template.spec.containers[0].image}{"\\n"}\'',
  ),
);

/** The last lines that each pod of each component of an environment logged. */
export const recentLogs = ofParts(({ namespace, workloads }) =>
  workloads.map(({ component }) =>
    logsOf(namespace, component.objectName, '--since 1h --tail 200'),
  ),
);

/** What all pods of a component logged, each line with its pod: of a Deployment kubectl reads one pod. */
export const logsOf = (namespace: string, objectName: string, which: string): string =>
  `kubectl logs -n ${namespace} -l ${labelKeys.name}=${objectName} --prefix ${which}`;

/** A component's Deployment as kubectl names it. */
export const deploymentOf = ({ component }: WorkloadPlan): string =>
  `deployment/${component.objectName}`;

const statusOnly =
  "--max-time 15 --silent --show-error --output /dev/null --write-out '%{http_code}\\n'";

/** What the deployment asks from outside, for a person: readiness, or the code of any answer. */
export const smokeTests = ({ smokeTests: tests }: EnvironmentPlan): readonly string[] =>
  tests.map(
    ({ expects, address }) =>
      `curl ${expects === 'ready' ? '--fail --silent --show-error' : statusOnly} ${address}`,
  );
