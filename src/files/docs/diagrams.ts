import type { Role } from '../../domain/waves.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import { registryOf } from '../writing/first-of.ts';
import { podsOf } from './pods.ts';
import { mermaid } from '../../render/markdown.ts';
import { routingTexts } from '../routing/index.ts';

/** How a commit reaches the clusters. */
export function deliveryDiagram(plan: Plan): string {
  if (plan.delivery.kind === 'push') return pushDiagram(plan);
  return mermaid([
    'flowchart LR',
    '  developer(["Developer"])',
    `  registry[("${registryOf(plan)}")]`,
    ...plan.environments.flatMap(({ name, branch, deploy, namespace, application }) => [
      `  ${id('branch', name)}["Branch ${branch}"]`,
      `  ${id('ci', name)}["Workflow deploy-${name}"]`,
      `  ${id('argo', name)}["Argo CD: ${application}"]`,
      `  ${id('namespace', name)}["Namespace ${namespace}"]`,
      ...(deploy.kind === 'on-push'
        ? [`  developer -->|push| ${id('branch', name)}`, `  ${id('ci', name)} -->|image| registry`]
        : [`  ${id('branch', deploy.from)} -->|pull request| ${id('branch', name)}`]),
      `  ${id('branch', name)} --> ${id('ci', name)}`,
      `  ${id('ci', name)} -->|tag and digest| ${id('branch', name)}`,
      `  ${id('argo', name)} -->|reads| ${id('branch', name)}`,
      `  ${id('argo', name)} -->|syncs| ${id('namespace', name)}`,
      `  registry -->|image by digest| ${id('namespace', name)}`,
    ]),
  ]);
}

function pushDiagram(plan: Plan): string {
  const [first] = plan.environments;
  return mermaid([
    'flowchart LR',
    '  developer(["Developer"])',
    `  registry[("${registryOf(plan)}")]`,
    '  build["Workflow build"]',
    ...[...new Set(plan.environments.map(({ branch }) => branch))].map(
      (branch) => `  ${id('branch', branch)}["Branch ${branch}"]`,
    ),
    ...(first === undefined
      ? []
      : [
          `  developer -->|push| ${id('branch', first.branch)}`,
          `  ${id('branch', first.branch)} --> build`,
          '  build -->|image| registry',
        ]),
    ...plan.environments.flatMap(({ name, branch, deploy, trigger, namespace }) => [
      `  ${id('ci', name)}["Workflow deploy-${name}"]`,
      `  ${id('namespace', name)}["Namespace ${namespace}"]`,
      deploy.kind === 'on-push'
        ? `  build -->|when it is done| ${id('ci', name)}`
        : `  ${id('branch', branch)} -->|${trigger === 'release' ? 'release' : 'merge'}| ${id('ci', name)}`,
      `  ${id('ci', name)} -->|deploys| ${id('namespace', name)}`,
      `  ${id('ci', name)} -->|tag and digest of what runs| ${id('branch', branch)}`,
      `  registry -->|image by digest| ${id('namespace', name)}`,
    ]),
  ]);
}

/** What runs in one namespace, and who talks to whom on which port. */
export function topologyDiagram(environment: EnvironmentPlan, service: string): string {
  const { namespace, hosts, workloads, stores } = environment;
  const { entrance } = routingTexts(environment, service);
  return mermaid([
    'flowchart TB',
    ...(entrance !== undefined ? [`  gateway{{"${entrance}: ${hosts.join(', ')}"}}`] : []),
    `  subgraph ${id('in', namespace)}["${namespace}"]`,
    ...workloads.map(
      ({ component, replicas, autoscaling }) =>
        `    ${id('app', component.objectName)}["${component.objectName}: ` +
        `${podsOf({ replicas, autoscaling })}, port ${component.port}"]`,
    ),
    ...stores.flatMap((store) => [
      `    ${id('store', store.objectName)}[("${store.objectName}: ${store.kind}")]`,
      ...poolerLines(store),
    ]),
    '  end',
    ...(entrance !== undefined
      ? workloads
          .filter(({ routes }) => routes.length > 0)
          .map(
            ({ component, routes }) =>
              `  gateway -->|"${routes.map(({ path }) => path).join(', ')} : 80"| ${id('app', component.objectName)}`,
          )
      : []),
    ...workloads.flatMap(({ component, stores: used, calls }) => [
      ...used.map(
        (store) =>
          `  ${id('app', component.objectName)} -->|"${store.endpoint.port}"| ${entranceOf(store)}`,
      ),
      ...calls.map(
        (peer) =>
          `  ${id('app', component.objectName)} -->|"${peer.port}"| ${id('app', peer.objectName)}`,
      ),
    ]),
  ]);
}

/** In which order Argo CD applies things. */
export function waveDiagram({ secrets }: Plan, environment: EnvironmentPlan): string {
  const { waves } = environment;
  const present = rolesWith(secrets.objects).filter(
    ({ role }) => (role !== 'secret' || secrets.isApplied) && isPresent(role, environment),
  );
  const numbers = [...new Set(present.map(({ role }) => waves[role]))].sort((a, b) => a - b);
  return mermaid([
    'flowchart LR',
    ...numbers.map(
      (wave) =>
        `  wave${numbers.indexOf(wave)}["${wave}: ${present
          .filter(({ role }) => waves[role] === wave)
          .map(({ label }) => label)
          .join(', ')}"]`,
    ),
    ...numbers.slice(1).map((_wave, index) => `  wave${index} --> wave${index + 1}`),
  ]);
}

const rolesWith = (secrets: string): readonly { readonly role: Role; readonly label: string }[] => [
  { role: 'configuration', label: 'service accounts, config, services' },
  { role: 'secret', label: secrets },
  { role: 'messaging', label: 'Dapr components and subscriptions' },
  { role: 'store', label: 'data stores' },
  { role: 'pooler', label: 'poolers' },
  { role: 'backup', label: 'backup schedules' },
  { role: 'workload', label: 'components' },
  { role: 'route', label: 'routes' },
  { role: 'monitor', label: 'autoscalers, monitors, alerts' },
];

function isPresent(
  role: Role,
  { stores, hosts, workloads, monitoring, messaging }: EnvironmentPlan,
): boolean {
  if (storeRoles.has(role)) return stores.some(({ roles: own }) => own.includes(role));
  if (role === 'messaging') return messaging.kind === 'dapr';
  if (role === 'monitor')
    return monitoring.watches || workloads.some(({ autoscaling }) => autoscaling !== undefined);
  return role !== 'route' || hosts.length > 0;
}

const storeRoles: ReadonlySet<Role> = new Set(['store', 'pooler', 'backup']);

/** A pooler stands in front of its database. */
const poolerLines = (store: StorePlan): readonly string[] =>
  store.pooler === undefined
    ? []
    : [
        `    ${entranceOf(store)}["${store.pooler.objectName}: ${store.pooler.title}"]`,
        `    ${entranceOf(store)} -->|"${store.endpoint.port}"| ${id('store', store.objectName)}`,
      ];

const entranceOf = ({ pooler, objectName }: StorePlan): string =>
  pooler === undefined ? id('store', objectName) : id('pooler', pooler.objectName);

/** A node name that Mermaid takes for nothing else. */
const id = (kind: string, name: string): string => `${kind}_${name.replace(/[^A-Za-z0-9]/g, '_')}`;
