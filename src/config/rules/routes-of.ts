import type { EnvironmentConfig } from '../config.ts';

/** All routes of an environment, with the component and the path of each in the config. */
export const routesOf = ({ here }: EnvironmentConfig) =>
  Object.entries(here.components).flatMap(([key, { routes }]) =>
    routes.map((route, index) => ({ key, at: `components.${key}.routes.${index}`, route })),
  );
