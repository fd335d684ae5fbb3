import { autoscalingRules } from './autoscaling.ts';
import { buildRules } from './build.ts';
import { deliveryHereRules, deliveryRules } from './delivery/index.ts';
import { infrastructureRules } from './infrastructure/rules.ts';
import { messagingRules } from './messaging/rules.ts';
import { metricsRules } from './metrics.ts';
import { nameRules } from './name.ts';
import { namespaceRules } from './namespace.ts';
import { packagingRules } from './packaging.ts';
import { evictionsAreOfNoExecute } from './placement.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import { namespacesOf, ownNamespaceOf } from '../namespaces.ts';
import { meant } from '../../domain/nearest.ts';
import { isProduction } from '../production.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import { storeOf } from '../../stores/index.ts';
import { hostsDiffer } from './hosts.ts';
import { routeRules } from './route.ts';
import type { EnvironmentRule, Rule } from './rule.ts';
import {
  livenessIsNotReadiness,
  referencesResolve,
  limitsCoverRequests,
  shutdownFits,
} from './component.ts';
import { ownOf } from '../../domain/own.ts';

const somethingRuns: Rule = ({ components }) =>
  Object.keys(components).length === 0
    ? [{ path: 'components', message: 'must have at least one component' }]
    : [];

const somethingRunsHere: EnvironmentRule = ({ name, here }) =>
  Object.values(here.components).length > 0 &&
  Object.values(here.components).every(({ enabled }) => !enabled)
    ? [
        {
          path: `environments.${name}.overrides.components`,
          message: 'at least one component must be enabled',
        },
      ]
    : [];

const somewhereToRun: Rule = ({ environments }) =>
  environments.length === 0
    ? [{ path: 'environments', message: 'must have at least one environment' }]
    : [];

const firstEnvironmentIsBuilt: Rule = ({ environments: [first] }) =>
  first?.deploy === 'on-promotion'
    ? [
        {
          path: `environments.${first.name}.deploy`,
          message: 'the first environment cannot be promoted to: use "on-push"',
        },
      ]
    : [];

const laterEnvironmentsArePromoted: Rule = ({ environments }) =>
  environments.slice(1).flatMap(({ name, deploy }) =>
    deploy === 'on-push'
      ? [
          {
            path: `environments.${name}.deploy`,
            message:
              'only the first environment builds: use "on-promotion", so that what runs here was tested before',
          },
        ]
      : [],
  );

const namespacesDiffer: Rule = (config) =>
  repeatsOf(config.environments, (environment) =>
    namespacesOf(config, environment).map(({ name }) => `${environment.cluster} ${name}`),
  )
    // Within one environment a rule of its own says more.
    .filter(([environment, , first]) => environment !== first)
    .map(([environment, shared]) => ({
      path: pathOfNamespace(config, environment, shared.slice(shared.indexOf(' ') + 1)),
      message: 'two environments cannot share a namespace on one cluster',
    }));

/** Where a config says the name that a namespace has in an environment. */
function pathOfNamespace(config: Config, environment: EnvironmentConfig, shared: string): string {
  const own = `environments.${environment.name}.namespace`;
  const found = namespacesOf(config, environment).find(({ name }) => name === shared);
  return found === undefined || shared === ownNamespaceOf(config, environment)
    ? own
    : `environments.${environment.name}.namespaces.${found.key}`;
}

const sameThingsEverywhere: EnvironmentRule = ({ name, here }, config) =>
  (['components', 'dataStores'] as const).flatMap((section) => {
    const shared = Object.keys(config[section]);
    const added = Object.keys(here[section]).filter((key) => !shared.includes(key));
    const removed = shared.filter((key) => !(key in here[section]));
    return [
      ...added.map((key) => ({
        path: `environments.${name}.overrides.${section}.${key}`,
        message: `unknown key of ${section}${meant(key, shared)}`,
      })),
      ...removed.map((key) => ({
        path: `environments.${name}.overrides.${section}.${key}`,
        message: 'cannot be removed in one environment',
      })),
    ];
  });

/** Keys that decide what is built once for all environments. */
const builtOnce = [
  'runtime',
  'build',
  'port',
  'objectName',
  'namespace',
  'user',
  'checks',
  'health',
  'metrics',
] as const;

const oneImageEverywhere: EnvironmentRule = ({ name, here }, config) =>
  Object.entries(here.components).flatMap(([key, component]) =>
    builtOnce.flatMap((option) =>
      JSON.stringify(component[option]) ===
      JSON.stringify(ownOf(config.components, key)?.[option] ?? component[option])
        ? []
        : [
            {
              path: `environments.${name}.overrides.components.${key}.${option}`,
              message:
                'must be the same in every environment: the tested image is the one that is promoted',
            },
          ],
    ),
  );

const oneStoreKindEverywhere: EnvironmentRule = ({ name, here }, config) =>
  Object.entries(here.dataStores).flatMap(([key, store]) => {
    const shared = ownOf(config.dataStores, key);
    if (shared === undefined) return [];
    const differing = ['kind', 'objectName', 'namespace', 'secretName', 'variable'].filter(
      (option) => Reflect.get(shared, option) !== Reflect.get(store, option),
    );
    return differing.map((option) => ({
      path: `environments.${name}.overrides.dataStores.${key}.${option}`,
      message: 'must not differ between environments',
    }));
  });

const storesKeepTheirRules: EnvironmentRule = (environment) =>
  Object.entries(environment.here.dataStores).flatMap(([key, store]) =>
    storeOf(store).rules(key, store, {
      name: environment.name,
      production: isProduction(environment),
    }),
  );

/** Rules over the whole config. */
export const rules: readonly Rule[] = [
  somethingRuns,
  somewhereToRun,
  firstEnvironmentIsBuilt,
  laterEnvironmentsArePromoted,
  namespacesDiffer,
  hostsDiffer,
  ...buildRules,
  ...deliveryRules,
  ...infrastructureRules,
];

/** Rules over one environment, overrides laid on. */
export const environmentRules: readonly EnvironmentRule[] = [
  somethingRunsHere,
  sameThingsEverywhere,
  oneImageEverywhere,
  oneStoreKindEverywhere,
  storesKeepTheirRules,
  livenessIsNotReadiness,
  referencesResolve,
  limitsCoverRequests,
  shutdownFits,
  evictionsAreOfNoExecute,
  ...autoscalingRules,
  ...metricsRules,
  ...nameRules,
  ...namespaceRules,
  ...packagingRules,
  ...routeRules,
  ...messagingRules,
  ...deliveryHereRules,
];
