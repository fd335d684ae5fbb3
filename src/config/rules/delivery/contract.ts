import type { Issue } from '../../../domain/issue.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';

/** What a delivery demands of the rest of a config, and what rules of others ask about it. */
export interface DeliveryRules {
  /** What is wrong with the whole config. */
  readonly check: (config: Config) => readonly Issue[];
  /** What is wrong with an environment, overrides laid on. */
  readonly checkHere: (environment: EnvironmentConfig) => readonly Issue[];
  /** The cluster that it names itself, if it names one. */
  readonly cluster: string | undefined;
  /** The namespace that it runs in itself in the cluster of an environment, if it runs there. */
  readonly namespaceBeside: (environment: EnvironmentConfig) => string | undefined;
  /** Why an environment of it has one namespace, if it can have no more. */
  readonly againstNamespaces: string | undefined;
  /** Why nothing can sleep that it delivers, if nothing can. */
  readonly againstSleep: string | undefined;
}
