import type { EnvironmentPlan, Plan, PrometheusPlan } from '../../../plan/plan.ts';

/** An environment that Prometheus watches. */
export type Watched = EnvironmentPlan & { readonly monitoring: PrometheusPlan };

/** The environments that Prometheus watches. */
export const watchedOf = ({ environments }: Plan): readonly Watched[] =>
  environments.flatMap((environment): Watched[] =>
    environment.monitoring.kind === 'prometheus'
      ? [{ ...environment, monitoring: environment.monitoring }]
      : [],
  );
