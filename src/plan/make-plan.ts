import type { Config, EnvironmentConfig } from '../config/config.ts';
import { routesOf } from '../config/hosts.ts';
import { isProduction } from '../config/production.ts';
import { InternalError } from '../errors.ts';
import { milliseconds } from '../domain/durations.ts';
import { ciSecretStorePlan } from './ci-secret-store/index.ts';
import { componentPlans } from './component-plans.ts';
import { deliveryPlan } from './delivery/index.ts';
import type { DeliveryPlan } from './delivery/plan.ts';
import { decisionsOf } from './decisions.ts';
import { messagingPlan } from './messaging/index.ts';
import { variablesIn } from '../domain/names.ts';
import { placeIn } from './namespaces.ts';
import { namespacesOf } from '../config/namespaces.ts';
import { pathClaims } from './path-claims.ts';
import { packagingPlan, releaseFileOf } from './packaging/index.ts';
import { infrastructurePlan } from './infrastructure/index.ts';
import { monitoringPlan } from './monitoring/index.ts';
import { wavesOf, type Role } from '../domain/waves.ts';
import type {
  CiPlan,
  ComponentPlan,
  EnvironmentPlan,
  MessagingPlan,
  PackagingPlan,
  Plan,
  StorePlan,
} from './plan.ts';
import { usualToolchain } from './runtime/on-node.ts';
import { registryPlan } from './registry/index.ts';
import { resolverOf } from './resolver.ts';
import { hostGroupsOf, type HostGroup } from './routing/host-groups.ts';
import { routingPlan } from './routing/index.ts';
import { secretPlans } from './secret-plans.ts';
import { secretsPlan } from './secrets/index.ts';
import { smokeTestsOf } from './smoke-tests.ts';
import { storePlans } from './store-plans.ts';
import { workloadPlans } from './workload-plans.ts';

/** What the config does not say: who keeps the files, and which version of ours makes them. */
export interface PlanInput {
  readonly toolVersion: string;
  readonly upkeep: Plan['upkeep'];
}

/** Makes every decision that the config leaves open. */
export function makePlan(config: Config, { toolVersion, upkeep }: PlanInput): Plan {
  const [, , , owner = '', repositoryName = ''] = config.repository.split('/');
  const system = config.system ?? config.name;
  const components = componentPlans(config);
  const packaging = packagingPlan(config);
  const delivery = deliveryPlan(config);
  const secrets = secretsPlan(config);
  const registry = registryPlan(config);
  const infrastructure = infrastructurePlan(config);
  const ci = ciPlan(config, components);
  const environments = config.environments.map((environment, index) =>
    environmentPlan(environment, {
      config,
      components,
      packaging,
      delivery,
      groups: hostGroupsOf(environment),
      isRouted: routesOf(environment).some(({ hosts }) => hosts.length > 0),
      previous: config.environments[index - 1],
    }),
  );
  const local = environmentPlan(localEnvironment(config), {
    config,
    components,
    packaging,
    delivery,
    groups: [],
    isRouted: false,
    previous: undefined,
  });
  return {
    service: {
      name: config.name,
      system,
      description: config.description,
      repository: { url: config.repository, owner, name: repositoryName },
      owners: config.owners,
      toolVersion,
    },
    components,
    environments,
    local,
    packaging,
    delivery,
    secrets,
    infrastructure,
    ci,
    registry,
    decisions: decisionsOf(config, {
      packaging,
      delivery,
      secrets,
      environments,
      local,
      registry,
      infrastructure,
      ci,
    }),
    upkeep,
    claims: pathClaims(config),
  };
}

/** Of an environment it has only what cannot be left out. */
function localEnvironment({ environments, ...here }: Config): EnvironmentConfig {
  const [first] = environments;
  if (first === undefined) throw new InternalError('a config without environments');
  return { ...first, name: 'local', namespace: undefined, releaseName: undefined, hosts: [], here };
}

interface EnvironmentPlanInput {
  readonly config: Config;
  readonly components: readonly ComponentPlan[];
  readonly packaging: PackagingPlan;
  readonly delivery: DeliveryPlan;
  readonly groups: readonly HostGroup[];
  /** Whether a route has hosts, also one of a component that is off: what switches it on leaves the waves alone. */
  readonly isRouted: boolean;
  readonly previous: EnvironmentConfig | undefined;
}

function environmentPlan(
  environment: EnvironmentConfig,
  { config, components, packaging, delivery, groups, isRouted, previous }: EnvironmentPlanInput,
): EnvironmentPlan {
  const { name, branch, cluster, here } = environment;
  // Those of the environment first; where only components lead that are off, nobody answers.
  const routed = new Set(groups.flatMap((group) => group.hosts));
  const hosts = [...new Set([...environment.hosts, ...routed])].filter((host) => routed.has(host));
  const hostGroups = Object.fromEntries(
    groups.flatMap((group) => (group.hosts.length > 0 ? [[group.name, group.hosts] as const] : [])),
  );
  const production = isProduction(environment);
  const registry = registryPlan(config);
  const namespaces = namespacesOf(config, environment);
  const namespace = placeIn(namespaces, undefined);
  const { stores, external } = storePlans(here.dataStores, config.name, namespaces);
  const messaging = messagingPlan(here.messaging, stores, config.name);
  const workloads = workloadPlans(here.components, {
    components,
    stores,
    external,
    service: config.name,
    namespaces,
    messaging,
    groups,
  });
  const monitoring = monitoringPlan(here.monitoring, config.name);
  const routing = routingPlan(here.routing);
  return {
    name,
    branch,
    cluster,
    hosts,
    hostGroups,
    production,
    workloads,
    stores,
    external,
    messaging,
    deploy:
      previous === undefined ? { kind: 'on-push' } : { kind: 'on-promotion', from: previous.name },
    namespace,
    namespaces,
    part: undefined,
    folder: name,
    visitors: [],
    resolver: resolverOf(environment.dns),
    releaseFile: releaseFileOf(packaging, name),
    application: environment.releaseName ?? `${config.name}-${name}`,
    trigger: environment.trigger,
    isSyncedByHand: environment.sync !== 'auto',
    timeoutSeconds: milliseconds(environment.timeout) / 1000,
    routing,
    variables: variablesIn(hosts.join(' ')),
    smokeTests: smokeTestsOf({ hostGroups, routing, workloads }),
    monitoring,
    secrets: secretPlans(
      { namespaces, workloads, stores, external, messaging, monitoring },
      {
        environment: name,
        service: config.name,
        pullSecret: registry.pullSecret,
        registry: registry.host,
        // Whoever applies what git holds of secrets beside the manifests deletes nothing.
        keep: delivery.keep ?? {},
      },
    ),
    waves: wavesOf(rolesOf(stores, isRouted, messaging)),
  };
}

function rolesOf(
  stores: readonly StorePlan[],
  isRouted: boolean,
  { carries }: MessagingPlan,
): ReadonlySet<Role> {
  const roles = new Set<Role>(['configuration', 'secret', 'workload']);
  if (carries) roles.add('messaging');
  for (const role of stores.flatMap((store) => store.roles)) roles.add(role);
  if (isRouted) roles.add('route');
  return roles;
}

function ciPlan(config: Config, components: readonly ComponentPlan[]): CiPlan {
  const { runner, secretStore, scan, notify, audit, checks } = config.ci;
  return {
    runner,
    secretStore: ciSecretStorePlan(secretStore),
    scan,
    notify,
    audit,
    checks,
    root:
      components.map(({ toolchain }) => toolchain).find((toolchain) => toolchain !== undefined) ??
      usualToolchain,
  };
}
