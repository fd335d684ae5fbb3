import { deployWorkflow, paths, pullRequestWorkflow } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { deliveryOf } from '../delivery/index.ts';
import { packagerOf } from '../packaging/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import { storeOf } from '../../stores/index.ts';
import { podsOf } from './pods.ts';
import { code, codes } from '../../render/markdown.ts';

type Table = readonly [header: readonly string[], rows: readonly (readonly string[])[]];

/** Where the service runs. */
export const environmentRows = (plan: Plan): Table => [
  ['Environment', 'Branch', 'Deployed', 'Namespace', deliveryOf(plan).docs.record, 'Hosts'],
  plan.environments.map(({ name, branch, deploy, trigger, namespace, application, hosts }) => [
    name,
    code(branch),
    deploy.kind === 'on-push'
      ? 'on every push'
      : `promoted from ${deploy.from}${trigger === 'release' ? ' by a release' : ''}`,
    code(namespace),
    code(application),
    codes(hosts),
  ]),
];

/** What runs, and how much of it. */
export const componentRows = ({ environments }: Plan): Table => [
  ['Environment', 'Component', 'Deployment', 'Image', 'Port', 'Pods', 'Requests', 'Limits'],
  environments.flatMap(({ name, workloads }) =>
    workloads.map(({ component, replicas, autoscaling, resources: { requests, limits } }) => [
      name,
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
  environments.flatMap(({ name, stores, external }) =>
    [...stores, ...external].map((store) => [name, ...storeOf(store).documents.cells(store)]),
  ),
];

/** Which events there are, who sends them and who gets them. */
export const eventRows = ({ environments }: Plan): Table => [
  ['Environment', 'Topic', 'In the broker', 'Sent by', 'Delivered to'],
  environments.flatMap(({ name, messaging, workloads }) =>
    Object.entries(messaging.topics).map(([topic, inBroker]) => [
      name,
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
export const routeRows = ({ environments }: Plan): Table => [
  ['Environment', 'Path', 'Component', 'Timeout', 'Retries'],
  environments
    .filter(({ hosts }) => hosts.length > 0)
    .flatMap(({ name, routing, workloads }) => {
      const isTold = routing.obeysRoutes;
      return workloads.flatMap(({ component, routes }) =>
        routes.map(({ path, timeout, retries }) => [
          name,
          code(path),
          component.name,
          isTold ? timeout : '–',
          !isTold
            ? '–'
            : retries.perTry === undefined
              ? 'none'
              : `${retries.attempts}, ${retries.perTry} each`,
        ]),
      );
    }),
];

/** What stands where, and who writes it. */
export const fileRows = (plan: Plan): Table => [
  ['File', 'Purpose', 'Written by'],
  [
    ...(plan.upkeep === 'generated'
      ? [[code(paths.config), 'The config that everything is generated from', 'you']]
      : []),
    ...packagerOf(plan)
      .docs.sharedFiles()
      .map(([path, purpose]) => [code(path), purpose, upkeepTexts(plan).writer]),
    ...plan.environments.flatMap((environment) => environmentFiles(plan, environment)),
    ...deliveryOf(plan).docs.files.map(([path, purpose]) => [
      code(path),
      purpose,
      upkeepTexts(plan).writer,
    ]),
    [
      code(paths.workflow('checks')),
      'Checks shared by pull requests and deployments',
      upkeepTexts(plan).writer,
    ],
    [
      code(paths.workflow(pullRequestWorkflow)),
      'Validates pull requests',
      upkeepTexts(plan).writer,
    ],
    ...secretsOf(plan).docs.files.map(([path, purpose]) => [
      code(path),
      purpose,
      upkeepTexts(plan).writer,
    ]),
    [
      code(paths.githubSetupScript),
      'Branch protection, environments and reviewers',
      upkeepTexts(plan).writer,
    ],
    [code(paths.compose), 'Data stores for local development', upkeepTexts(plan).writer],
  ],
];

function environmentFiles(
  plan: Plan,
  { name, releaseFile }: EnvironmentPlan,
): readonly (readonly string[])[] {
  const own = packagerOf(plan).docs.ownFiles(name);
  const { writer } = upkeepTexts(plan);
  return [
    ...own.map(({ different }) => [code(different), `Overrides for ${name}`, writer]),
    [code(releaseFile), `Images that run in ${name}`, 'CI'],
    ...secretsOf(plan)
      .docs.filesOf(name)
      .map(([path, purpose, by]) => [code(path), purpose, by]),
    ...own.map(({ custom, holds }) => [code(custom), `Your own ${holds} for ${name}`, 'you']),
    ...deliveryOf(plan)
      .docs.filesOf(name)
      .map(([path, purpose]) => [code(path), purpose, writer]),
    [code(paths.workflow(deployWorkflow(name))), `Deploys ${name}`, writer],
  ];
}
