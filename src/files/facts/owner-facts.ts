import type {
  EnvironmentPlan,
  ExternalPlan,
  Plan,
  SecretPlan,
  StorePlan,
  WorkloadPlan,
} from '../../plan/plan.ts';
import type { BrokerFacts } from '../../plan/messaging/brokers/plan.ts';
import { chartReleasesOf } from '../../plan/chart-owners.ts';
import { storeOf } from '../../stores/index.ts';
import type { Known } from './known.ts';

/** What the objects of components are called, what their pods run and which secrets these read. */
export function componentFacts(plan: Plan, environment: EnvironmentPlan): readonly Known[] {
  const releases = chartReleasesOf(plan, environment);
  return environment.workloads.map((workload) =>
    componentFact(plan, releases, { workload, place: placeIn(environment, workload) }),
  );
}

const componentFact = (
  { registry }: Plan,
  releases: ReadonlyMap<string, string>,
  {
    workload: { component, secretEnv },
    place,
  }: { readonly workload: WorkloadPlan; readonly place: string | undefined },
): Known => [
  `component/${component.name}`,
  {
    name: component.objectName,
    namespace: place,
    image: component.image.repository,
    port: String(component.port),
    pull: registry.pullSecret,
    reads: secretEnv
      .map(({ variable, secret, key }) => `${variable}=${secret}/${key}`)
      .sort()
      .join(' '),
    release: releases.get(component.name),
  },
];

/** What the objects of a store are called, where its clients find it, and whether it stays when it leaves git. */
export const storeFact = (environment: EnvironmentPlan, store: StorePlan): Known => [
  `store/${store.key}`,
  {
    kind: store.kind,
    name: store.objectName,
    namespace: placeIn(environment, store),
    kept: storeOf(store).isKept(store) ? 'yes' : undefined,
    volume: store.volumes.length > 0 ? 'yes' : undefined,
    host: store.endpoint.host,
    secret: store.secretName,
    variable: store.variable,
    // Where an operator serves it, that one knows what becomes of its files.
    version: store.deployments.length === 0 ? undefined : versionOf(store.image),
  },
];

/** The key of the namespace that something names; nothing for the one of its environment. */
const placeIn = (
  { namespace: own, namespaces }: EnvironmentPlan,
  { namespace }: { readonly namespace: string },
): string | undefined =>
  namespace === own ? undefined : namespaces.find(({ name }) => name === namespace)?.key;

/** The namespaces that components and stores name. */
export const namespaceFacts = ({ namespaces: [, ...others] }: EnvironmentPlan): readonly Known[] =>
  others.map(({ key, name }): Known => [`namespace/${key}`, { name }]);

/** The version in the tag of an image, without its patch: `8.2`. */
const versionOf = (image: string): string | undefined =>
  /:v?(\d+(?:\.\d+)?)[^:/]*$/.exec(image.replace(/@.*$/, ''))?.[1];

/** Where a store is that somebody else runs, as far as a config says it. */
export const externalFact = ({ key, kind, variable, secret, port, cidr }: ExternalPlan): Known => [
  `store/${key}`,
  { kind, variable, urlSecret: secret.name, urlKey: secret.key, ports: String(port), cidr },
];

/** What a server never changes about a secret, and the keys that it has. */
export const secretFact = ({ name, type, keys }: SecretPlan): Known => [
  `secret/${name}`,
  {
    type,
    keys: keys
      .map(({ key }) => key)
      .sort()
      .join(' '),
  },
];

/** What the topics that components name are called at the broker, and how it is reached. */
export const messagingFacts = ({
  messaging,
}: Pick<EnvironmentPlan, 'messaging'>): readonly Known[] => [
  ...Object.entries(messaging.topics).map(([name, topic]): Known => [`topic/${name}`, { topic }]),
  ...(messaging.broker === undefined ? [] : [brokerFact(messaging.broker)]),
];

/** The secret that alerts are sent with. */
export const monitoringFacts = ({
  monitoring: { kind, secrets },
}: Pick<EnvironmentPlan, 'monitoring'>): readonly Known[] =>
  secrets.length === 0
    ? []
    : [
        [
          `monitoring/${kind}`,
          {
            secret: secrets.map(({ name }) => name).join(' '),
            keys: secrets.flatMap(({ keys }) => keys.map(({ key }) => key)).join(' '),
          },
        ],
      ];

const brokerFact = ({ title, access, ports }: BrokerFacts): Known => [
  `broker/${title}`,
  {
    secret: access.name,
    keys: access.keys.map(({ key }) => key).join(' '),
    ports: ports.join(' '),
  },
];
