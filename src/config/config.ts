import type { ParsedConfig } from './schema/schema.ts';

/** The config as written for all environments, and as it is in each of them, overrides laid on. */
export interface Config extends Omit<ParsedConfig, 'environments'> {
  readonly environments: readonly EnvironmentConfig[];
}

/** One environment and the whole config as it holds there. */
export interface EnvironmentConfig extends Omit<ParsedConfig['environments'][string], 'overrides'> {
  readonly name: string;
  readonly here: Pick<
    ParsedConfig,
    'components' | 'dataStores' | 'routing' | 'messaging' | 'monitoring'
  >;
}
