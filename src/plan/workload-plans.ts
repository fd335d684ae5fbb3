import { componentDefaults } from '../domain/default-resources.ts';
import { milliseconds } from '../domain/durations.ts';
import { leastPods } from '../domain/pods.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import { appSecretOf } from '../domain/names.ts';
import { sidecarPlan, topicPlans } from './messaging/index.ts';
import { placeIn } from './namespaces.ts';
import { openingsOf } from './openings.ts';
import { autoscalingPlan } from './operations-plans.ts';
import { ownServiceAt, ownServices } from './own-services.ts';
import type {
  ComponentPlan,
  ExternalPlan,
  MessagingPlan,
  Namespace,
  Peer,
  SecretVariable,
  StorePlan,
  WorkloadPlan,
} from './plan.ts';
import type { HostGroup } from './routing/host-groups.ts';
import { placementPlan } from './placement.ts';
import { routePlans } from './routing/routes.ts';
import { resourcesPlan } from '../domain/resources.ts';
import { ownOf } from '../domain/own.ts';

type ComponentConfig = ParsedConfig['components'][string];

interface WorkloadPlansInput {
  readonly components: readonly ComponentPlan[];
  readonly stores: readonly StorePlan[];
  readonly external: readonly ExternalPlan[];
  readonly service: string;
  readonly namespaces: readonly Namespace[];
  readonly messaging: MessagingPlan;
  readonly groups: readonly HostGroup[];
}

/** The components as they run in one environment. */
export function workloadPlans(
  all: ParsedConfig['components'],
  { components, stores, external, service, namespaces, messaging, groups }: WorkloadPlansInput,
): WorkloadPlan[] {
  const configs = Object.fromEntries(Object.entries(all).filter(([, { enabled }]) => enabled));
  const placeOf = (component: string): string =>
    placeIn(namespaces, ownOf(all, component)?.namespace);
  const own = ownServices(components, stores, placeOf);
  return components.flatMap((component) => {
    const config = ownOf(configs, component.name);
    if (config === undefined) return [];
    const namespace = placeOf(component.name);
    const peers = (names: readonly string[]): Peer[] =>
      peersOf(components, { names, namespace, placeOf });
    const isUsed = ({ key }: { readonly key: string }): boolean =>
      config.stores === undefined || config.stores.includes(key);
    const [used, outside] = [stores.filter(isUsed), external.filter(isUsed)];
    const topics = {
      publishes: topicPlans(config.publishes, messaging),
      subscribes: topicPlans(config.subscribes, messaging),
    };
    const bounds = autoscalingPlan(config.autoscaling);
    return [
      {
        component,
        namespace,
        replicas: leastPods(config),
        budgeted: config.autoscaling?.enabled === true || leastPods(config) > 1,
        autoscaling: config.autoscaling?.enabled === true ? bounds : undefined,
        bounds,
        ...topics,
        sidecar: sidecarPlan({ ...topics, stores: used }, messaging),
        resources: resourcesPlan(config.resources, componentDefaults),
        ...placementPlan(config),
        env: config.env,
        secretEnv: secretVariables(
          config.secretEnv,
          [
            ...used.map(({ variable }) => ({
              variable,
              secret: appSecretOf(service),
              key: variable,
              hint: undefined,
            })),
            ...outside.map(({ variable, secret }) => ({
              variable,
              secret: secret.name,
              key: secret.key,
              hint: undefined,
            })),
          ],
          appSecretOf(service),
        ),
        routes: routePlans(config.routes, groups),
        stores: used,
        external: outside,
        calls: peers(config.calls.filter((name) => Object.hasOwn(configs, name))),
        calledBy: peers(callersOf(component.name, configs)),
        egress: openingsOf({
          ...config,
          external: outside,
          isOwn: (host) => ownServiceAt(host, own, namespace) !== undefined,
        }),
        shutdown: {
          delaySeconds: milliseconds(config.shutdown.delay) / 1000,
          graceSeconds: milliseconds(config.shutdown.grace) / 1000,
        },
      },
    ];
  });
}

/** Declared secret variables, and the connection URL of every store the component talks to. */
function secretVariables(
  secretEnv: ComponentConfig['secretEnv'],
  urls: readonly SecretVariable[],
  appSecret: string,
): SecretVariable[] {
  const declared = Array.isArray(secretEnv)
    ? secretEnv.map((variable) => ({ variable, secret: appSecret, key: variable, hint: undefined }))
    : Object.entries(secretEnv).map(([variable, { secret, key, hint }]) => ({
        variable,
        secret,
        key,
        hint,
      }));
  return [
    ...declared,
    ...urls.filter(({ variable }) => declared.every((known) => known.variable !== variable)),
  ];
}

interface PeersInput {
  readonly names: readonly string[];
  /** The namespace of whose peers they are. */
  readonly namespace: string;
  readonly placeOf: (component: string) => string;
}

const peersOf = (
  components: readonly ComponentPlan[],
  { names, namespace, placeOf }: PeersInput,
): Peer[] =>
  components
    .filter(({ name }) => names.includes(name))
    .map(({ name, objectName, port }) => ({
      objectName,
      port,
      namespace: placeOf(name) === namespace ? undefined : placeOf(name),
    }));

const callersOf = (name: string, configs: ParsedConfig['components']): string[] =>
  Object.entries(configs).flatMap(([caller, { calls }]) => (calls.includes(name) ? [caller] : []));
