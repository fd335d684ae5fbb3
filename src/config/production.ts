import type { EnvironmentConfig } from './config.ts';

/** Whether the rules of production hold: as the config says, else for whatever is promoted to. */
export const isProduction = ({
  production,
  deploy,
}: Pick<EnvironmentConfig, 'production' | 'deploy'>): boolean =>
  production ?? deploy === 'on-promotion';
