import type { EnvironmentPlan, StorePlan } from '../../plan/plan.ts';
import { mainGroup, type HostGroups } from '../../plan/routing/host-groups.ts';
import type { RoutePlan } from '../../plan/routing/plan.ts';
import { reaches } from '../../plan/routing/routes.ts';
import { podsOf } from './pods.ts';
import { mermaid, nodeId } from '../../render/markdown.ts';
import { routingTexts } from '../routing/index.ts';

/** What runs in one namespace, and who talks to whom on which port. */
export function topologyDiagram(environment: EnvironmentPlan, service: string): string {
  const { namespace, hosts, hostGroups, workloads, stores } = environment;
  const { entrance } = routingTexts(environment, service);
  return mermaid([
    'flowchart TB',
    ...(entrance !== undefined ? [`  gateway{{"${entrance}: ${hosts.join(', ')}"}}`] : []),
    `  subgraph ${nodeId('in', namespace)}["${namespace}"]`,
    ...workloads.map(
      ({ component, replicas, autoscaling }) =>
        `    ${nodeId('app', component.objectName)}["${component.objectName}: ` +
        `${podsOf({ replicas, autoscaling })}, port ${component.port}"]`,
    ),
    ...stores.flatMap((store) => [
      `    ${nodeId('store', store.objectName)}[("${store.objectName}: ${store.kind}")]`,
      ...poolerLines(store),
    ]),
    '  end',
    ...(entrance !== undefined
      ? workloads
          .map(({ component, routes }) => ({
            component,
            addresses: routes.filter(reaches).flatMap((route) => addressesOf(route, hostGroups)),
          }))
          .filter(({ addresses }) => addresses.length > 0)
          .map(
            ({ component, addresses }) =>
              `  gateway -->|"${addresses.join(', ')} : 80"| ${nodeId('app', component.objectName)}`,
          )
      : []),
    ...workloads.flatMap(({ component, stores: used, calls }) => [
      ...used.map(
        (store) =>
          `  ${nodeId('app', component.objectName)} -->|"${store.endpoint.port}"| ${entranceOf(store)}`,
      ),
      ...calls.map(
        (peer) =>
          `  ${nodeId('app', component.objectName)} -->|"${peer.port}"| ${nodeId('app', peer.objectName)}`,
      ),
    ]),
  ]);
}

/** A path behind the name of each group of hosts that it is on; alone on the hosts of the environment. */
const addressesOf = ({ on, path }: RoutePlan, groups: HostGroups): readonly string[] =>
  on
    .filter((group) => Object.hasOwn(groups, group))
    .map((group) => (group === mainGroup ? path : `${group}${path}`));

/** A pooler stands in front of its database. */
const poolerLines = (store: StorePlan): readonly string[] =>
  store.pooler === undefined
    ? []
    : [
        `    ${entranceOf(store)}["${store.pooler.objectName}: ${store.pooler.title}"]`,
        `    ${entranceOf(store)} -->|"${store.endpoint.port}"| ${nodeId('store', store.objectName)}`,
      ];

const entranceOf = ({ pooler, objectName }: StorePlan): string =>
  pooler === undefined ? nodeId('store', objectName) : nodeId('pooler', pooler.objectName);
