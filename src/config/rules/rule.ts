import type { Issue } from '../../domain/issue.ts';
import type { Config, EnvironmentConfig } from '../config.ts';

/** A rule over the whole config. */
export type Rule = (config: Config) => readonly Issue[];
/** A rule over one environment. */
export type EnvironmentRule = (environment: EnvironmentConfig, config: Config) => readonly Issue[];
