import { componentDefaults } from '../config/default-resources.ts';
import { milliseconds } from '../config/durations.ts';
import { leastPods } from '../config/pods.ts';
import type { ParsedConfig } from '../config/schema.ts';
import { appSecretOf } from './names.ts';
import { autoscalingPlan, topicPlans } from './operations-plans.ts';
import type { ComponentPlan, Peer, RoutePlan, SecretVariable, StorePlan, WorkloadPlan } from './plan.ts';
import { resourcesPlan } from './resources.ts';

type ComponentConfig = ParsedConfig['components'][string];

interface Surroundings {
  readonly components: readonly ComponentPlan[];
  readonly stores: readonly StorePlan[];
  readonly service: string;
  readonly messaging: ParsedConfig['messaging'];
}

/** The components as they run in one environment. */
export function workloadPlans(all: ParsedConfig['components'], { components, stores, service, messaging }: Surroundings): WorkloadPlan[] {
  const configs = Object.fromEntries(Object.entries(all).filter(([, { enabled }]) => enabled));
  return components.flatMap((component) => {
    const config = Object.hasOwn(configs, component.name) ? configs[component.name] : undefined;
    if (config === undefined) return [];
    const used = stores.filter(({ key }) => config.stores === undefined || config.stores.includes(key));
    return [
      {
        component,
        replicas: leastPods(config),
        budgeted: config.autoscaling !== undefined || leastPods(config) > 1,
        autoscaling: autoscalingPlan(config.autoscaling),
        publishes: topicPlans(config.publishes, messaging),
        subscribes: topicPlans(config.subscribes, messaging),
        resources: resourcesPlan(config.resources, componentDefaults),
        env: config.env,
        secretEnv: secretVariables(config.secretEnv, used, appSecretOf(service)),
        routes: routePlans(config.routes),
        stores: used,
        calls: peers(components, config.calls.filter((name) => Object.hasOwn(configs, name))),
        calledBy: peers(components, callersOf(component.name, configs)),
        egress: config.egress,
        shutdown: { delaySeconds: milliseconds(config.shutdown.delay) / 1000, graceSeconds: milliseconds(config.shutdown.grace) / 1000 },
      },
    ];
  });
}

/** Declared secret variables, and the connection URL of every store the component talks to. */
function secretVariables(secretEnv: ComponentConfig['secretEnv'], stores: readonly StorePlan[], appSecret: string): SecretVariable[] {
  const declared = Array.isArray(secretEnv)
    ? secretEnv.map((variable) => ({ variable, secret: appSecret, key: variable }))
    : Object.entries(secretEnv).map(([variable, { secret, key }]) => ({ variable, secret, key }));
  const missing = stores.filter(({ variable }) => declared.every((known) => known.variable !== variable));
  return [...declared, ...missing.map(({ variable }) => ({ variable, secret: appSecret, key: variable }))];
}

/** Narrower prefixes first: the first match wins at the gateway. */
function routePlans(routes: ComponentConfig['routes']): RoutePlan[] {
  return [...routes]
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ path, timeout, retries }) => ({ path, timeout, retries: retries === 0 ? { attempts: 0, perTry: undefined } : { attempts: retries.attempts, perTry: retries.perTry } }));
}

const peers = (components: readonly ComponentPlan[], names: readonly string[]): Peer[] => components.filter(({ name }) => names.includes(name)).map(({ objectName, port }) => ({ objectName, port }));

const callersOf = (name: string, configs: ParsedConfig['components']): string[] => Object.entries(configs).flatMap(([caller, { calls }]) => (calls.includes(name) ? [caller] : []));
