import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../../plan/plan.ts';
import type { TextValues } from '../../text.ts';
import { code, table } from '../markdown.ts';
import { deploymentOf, recentLogs, runningImages, shell } from './commands.ts';

/** What to look at first, and what the usual symptoms mean. */
export const incident = ({ environments, sealing, delivery }: Plan): TextValues => ({
  argocdNamespace: delivery.namespace,
  controllerName: sealing.controllerName, controllerNamespace: sealing.controllerNamespace,
  environments: environments.toReversed().map((environment) => ({
    name: environment.name, namespace: environment.namespace, application: environment.application,
    first: shell(...firstLook(environment)),
    readiness: shell(...environment.workloads.map((workload) => `kubectl exec -n ${environment.namespace} ${deploymentOf(workload)} -- node -e 'fetch("http://127.0.0.1:${workload.component.port}${workload.component.ready.path}").then(async (r) => console.log(r.status, await r.text()))'`)),
    stores: environment.stores.length === 0 ? 'It has no data stores.' : table(['Store', 'How is it?', 'If it is down'], environment.stores.map((store) => storeRow(store, environment))),
    sealed: paths.overlay(environment.name, 'secrets'),
  })),
});

const firstLook = (environment: EnvironmentPlan): readonly string[] => [
  `argocd app get ${environment.application} --refresh`,
  `kubectl get pods -n ${environment.namespace} -o wide`,
  `kubectl get events -n ${environment.namespace} --field-selector type=Warning --sort-by .lastTimestamp`,
  ...recentLogs(environment),
  ...environment.workloads.map((workload) => `kubectl logs -n ${environment.namespace} ${deploymentOf(workload)} --previous --tail 100`),
  ...runningImages(environment),
];

function storeRow(store: StorePlan, { namespace, workloads }: EnvironmentPlan): readonly string[] {
  const needed = workloads.some(({ component, stores }) => component.checks.some(({ critical, environmentVariable }) => critical && stores.some(({ key, variable }) => key === store.key && variable === environmentVariable)));
  const effect = needed ? 'readiness answers 503, no traffic arrives' : 'the service goes on, slower or with less';
  return store.kind === 'postgres'
    ? [code(store.objectName), code(`kubectl get cluster -n ${namespace} ${store.objectName}`), `${effect}; ${store.instances > 1 ? 'a replica takes over by itself within a minute' : 'one server: it comes back when its pod does'}`]
    : [code(store.objectName), code(`kubectl get -n ${namespace} deployment/${store.objectName}`), effect];
}
