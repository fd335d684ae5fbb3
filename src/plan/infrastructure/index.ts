import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { doctl } from './doctl.ts';
import type { InfrastructurePlan } from './plan.ts';

/** What the cluster itself is made of. */
export const infrastructurePlan = (config: Config): InfrastructurePlan =>
  byKind(infrastructures, config.infrastructure, config);

const infrastructures: ByKind<Config['infrastructure'], [Config], InfrastructurePlan> = {
  none: ({ kind }) => ({ kind, cluster: undefined }),
  doctl,
};
