import { namespaceOf } from '../domain/names.ts';
import { ownOf } from '../domain/own.ts';
import type { Config, EnvironmentConfig } from './config.ts';

/** A namespace: its key in the config, which is the same in every environment, and its name in one of them. */
export interface Namespace {
  readonly key: string;
  readonly name: string;
}

/**
 * The namespaces of an environment: its own first, then those that components and stores
 * name, in the order in which the config does. They have the same keys in every environment.
 */
export function namespacesOf(config: Config, environment: EnvironmentConfig): readonly Namespace[] {
  const keys = namedNamespaces(config);
  const own = ownNamespaceOf(config, environment);
  return [
    { key: ownKeyOf(config, keys), name: own },
    ...keys.map((key) => ({ key, name: ownOf(environment.namespaces, key) ?? key })),
  ];
}

/** The keys of the namespaces that components and stores name, each once. */
export const namedNamespaces = ({ components, dataStores }: Config): readonly string[] => [
  ...new Set(
    [...Object.values(components), ...Object.values(dataStores)].flatMap((one) =>
      'namespace' in one && one.namespace !== undefined ? [one.namespace] : [],
    ),
  ),
];

export const ownNamespaceOf = (
  { system, name }: Config,
  environment: Pick<EnvironmentConfig, 'name' | 'namespace'>,
): string => environment.namespace ?? namespaceOf(system ?? name, environment.name);

/** What folders call the own namespace: as it is called everywhere, else like the system. */
function ownKeyOf(config: Config, keys: readonly string[]): string {
  const [first, ...others] = new Set(
    config.environments.map((environment) => ownNamespaceOf(config, environment)),
  );
  const common = first !== undefined && others.length === 0 ? first : undefined;
  return (
    [common, config.system ?? config.name, config.name].find(
      (name): name is string => name !== undefined && !keys.includes(name),
    ) ?? 'own'
  );
}
