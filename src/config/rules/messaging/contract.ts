import type { Issue } from '../../../domain/issue.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import type { NamedSecret } from '../named-secret.ts';

/** What rules ask of whatever carries events. */
export interface Carrier {
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
  /** The store that keeps state, by its key. */
  readonly state: string | undefined;
  /** Secrets that the config names. */
  readonly secrets: readonly NamedSecret[];
  /** Variables that it sets in components, besides those of their topics. */
  readonly variables: readonly string[];
  /** What listens in the pods of components that use it, and on which ports. */
  readonly listener: { readonly title: string; readonly ports: readonly number[] };
  /** What only it demands of an environment, overrides laid on. */
  readonly checkHere: (environment: EnvironmentConfig, config: Config) => readonly Issue[];
}
