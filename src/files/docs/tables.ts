import { byKind, type ByKind } from '../../domain/member.ts';
import { isExact } from '../../domain/route-paths.ts';
import type { RouteAction } from '../../plan/routing/plan.ts';
import { mainGroup } from '../../plan/routing/host-groups.ts';
import { comesIn, reaches } from '../../plan/routing/routes.ts';
import { partsOf } from '../../plan/namespaces.ts';
import { paths } from '../../plan/paths.ts';
import { releaseFileOf } from '../../plan/packaging/index.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { deliveryOf } from '../delivery/index.ts';
import { packagerOf } from '../packaging/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { rowsPerEnvironment } from '../writing/per-environment.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import { storeOf } from '../../stores/index.ts';
import { podsOf } from './pods.ts';
import { code, codes } from '../../render/markdown.ts';

/** The head and the rows of a table. */
export type Table = readonly [header: readonly string[], rows: readonly (readonly string[])[]];

/** Where the service runs. */
export const environmentRows = (plan: Plan): Table => [
  ['Environment', 'Branch', 'Deployed', 'Namespace', deliveryOf(plan).docs.record, 'Hosts'],
  plan.environments.map((environment) => rowOf(environment)),
];

function rowOf(environment: EnvironmentPlan): readonly string[] {
  const { name, branch, deploy, trigger, isSyncedByHand, hosts } = environment;
  const parts = partsOf(environment);
  return [
    name,
    code(branch),
    (deploy.kind === 'on-push'
      ? 'on every push'
      : `promoted from ${deploy.from}${trigger === 'release' ? ' by a release' : ''}`) +
      (isSyncedByHand ? ', synced by hand' : ''),
    codes(parts.map(({ namespace }) => namespace)),
    codes(parts.map(({ application }) => application)),
    codes(hosts),
  ];
}

/** What runs, and how much of it. */
export const componentRows = ({ environments }: Plan): Table => [
  ['Environment', 'Component', 'Deployment', 'Image', 'Port', 'Pods', 'Requests', 'Limits'],
  rowsPerEnvironment(environments, ({ workloads }) =>
    workloads.map(({ component, replicas, autoscaling, resources: { requests, limits } }) => [
      component.name,
      code(component.objectName),
      code(component.image.repository),
      String(component.port),
      podsOf({ replicas, autoscaling }).replace(/ pods?$/, ''),
      `${requests.cpu} CPU, ${requests.memory}`,
      `${limits.cpu} CPU, ${limits.memory}`,
    ]),
  ),
];

/** What the service keeps data in. */
export const storeRows = ({ environments }: Plan): Table => [
  ['Environment', 'Store', 'Kind', 'Host and port', 'Size', 'Backup'],
  rowsPerEnvironment(environments, ({ stores, external }) =>
    [...stores, ...external].map((store) => storeOf(store).documents.cells(store)),
  ),
];

/** Which events there are, who sends them and who gets them. */
export const eventRows = ({ environments }: Plan): Table => [
  ['Environment', 'Topic', 'In the broker', 'Sent by', 'Delivered to'],
  rowsPerEnvironment(environments, ({ messaging, workloads }) =>
    Object.entries(messaging.topics).map(([topic, inBroker]) => [
      code(topic),
      code(inBroker),
      ...(['publishes', 'subscribes'] as const).map((way) =>
        codes(
          workloads
            .filter((workload) => workload[way].some((known) => known.name === topic))
            .map(({ component }) => component.objectName),
        ),
      ),
    ]),
  ),
];

/** Where traffic goes, and how long it may take. */
export function routeRows({ environments }: Plan): Table {
  const hasOthers = environments.some(({ hostGroups }) =>
    Object.keys(hostGroups).some((group) => group !== mainGroup),
  );
  return [
    ['Environment', ...(hasOthers ? ['Hosts'] : []), 'Path', 'Component', 'Timeout', 'Retries'],
    rowsPerEnvironment(environments, ({ hostGroups, routing, workloads }) =>
      workloads.flatMap(({ component, routes }) =>
        routes
          .filter((route) => comesIn(route, { hostGroups }))
          .map((route) => [
            ...(hasOthers ? [codes(route.on.flatMap((group) => hostGroups[group] ?? []))] : []),
            `${code(route.path)}${isExact(route) ? ' alone' : ''}`,
            byKind(answerers, route.action, component.name),
            ...(routing.obeysRoutes && reaches(route)
              ? [route.timeout, retriesText(route.retries)]
              : ['–', '–']),
          ]),
      ),
    ),
  ];
}

/** Who answers what a route takes. */
const answerers: ByKind<RouteAction, [string], string> = {
  forward: ({ rewrite }, component) =>
    rewrite === undefined ? component : `${component}, as ${code(rewrite)}`,
  redirect: ({ to }) => `the gateway: 302 to ${code(to)}`,
  deny: () => 'the gateway: 403',
};

const retriesText = ({ attempts, perTry }: WorkloadPlan['routes'][number]['retries']): string =>
  perTry === undefined ? 'none' : `${attempts}, ${perTry} each`;

/** What stands where, and who writes it. */
export function fileRows(plan: Plan): Table {
  const { writer } = upkeepTexts(plan);
  const { docs: packaging } = packagerOf(plan);
  const { docs: delivery } = deliveryOf(plan);
  const { docs: secrets } = secretsOf(plan);
  const own = packaging.ownFiles('*');
  const rows: readonly (readonly [path: string, purpose: string, by?: string])[] = [
    ...(plan.upkeep === 'generated'
      ? [[paths.config, 'The config that everything is generated from', 'you'] as const]
      : []),
    ...packaging.sharedFiles(),
    ...own.map(({ different }) => [different, 'Overrides of an environment'] as const),
    [releaseFileOf(plan.packaging, '*'), 'Images that run in an environment', 'CI'],
    ...secrets.filesOfEach,
    ...own.map(({ custom, holds }) => [custom, `Your own ${holds}`, 'you'] as const),
    ...delivery.filesOfEach,
    ...delivery.files,
    [paths.workflow('*'), 'Checks of pull requests, and a deployment for each environment'],
    ...secrets.files,
    [paths.githubSetupScript, 'Branch protection, environments and reviewers'],
    [paths.compose, 'The service and its data stores, for local development'],
  ];
  return [
    ['File', 'Purpose', 'Written by'],
    rows.map(([path, purpose, by = writer]) => [code(path), purpose, by]),
  ];
}
