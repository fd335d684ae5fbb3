import { clusterOwnerOf } from '../../domain/cluster-namespaces.ts';
import { namespaceOf } from '../../domain/names.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import { proxyNamespaceIn } from './back-ends.ts';
import { deliveryRulesOf } from './delivery/index.ts';
import { watcherNamespaceIn } from './monitoring.ts';
import type { EnvironmentRule } from './rule.ts';

/**
 * An environment puts a Pod Security label on its namespace, which what already
 * runs there may not satisfy: its pods would stay, but never start again.
 */
const namespaceIsFree: EnvironmentRule = (environment, config) => {
  const { name, namespace: written } = environment;
  const derived = namespaceOf(config.system ?? config.name, name);
  const namespace = written ?? derived;
  const owner = clusterOwnerOf(namespace) ?? namedOwnerOf(namespace, environment, config);
  return owner === undefined
    ? []
    : [
        {
          path: `environments.${name}.namespace`,
          message:
            `"${namespace}" is the namespace of ${owner}, whose pods could not start again under ` +
            'the Pod Security label "restricted" of an environment: choose a namespace of ' +
            `your own, such as "${namespace === derived ? `app-${derived}` : derived}"`,
        },
      ];
};

/** Whose a namespace is as this config says it. */
function namedOwnerOf(
  namespace: string,
  environment: EnvironmentConfig,
  config: Config,
): string | undefined {
  const { routing, monitoring } = environment.here;
  const named: Readonly<Record<string, string | undefined>> = {
    'Argo CD (delivery.namespace)': deliveryRulesOf(config).namespaceBeside(environment),
    'the proxies of the gateway (routing)': proxyNamespaceIn(routing),
    'Prometheus (monitoring.namespace)': watcherNamespaceIn(monitoring),
    'Sealed Secrets (secrets.controllerNamespace)':
      'controllerNamespace' in config.secrets ? config.secrets.controllerNamespace : undefined,
  };
  return Object.keys(named).find((owner) => named[owner] === namespace);
}

/** Rules about the namespace of an environment. */
export const namespaceRules: readonly EnvironmentRule[] = [namespaceIsFree];
