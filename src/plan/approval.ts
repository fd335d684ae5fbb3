import type { EnvironmentPlan, Plan } from './plan.ts';

/** Tags from which a release deploys; nobody but maintainers makes them, and nobody moves them. */
export const releaseTags = { prefix: 'v', pattern: 'v*' } as const;

/** Who must approve a deployment, as `@user` or `@organisation/team`; GitHub takes at most six. */
export const reviewersOf = (
  { service: { owners } }: Plan,
  { production }: EnvironmentPlan,
): readonly string[] => (production ? owners.slice(0, 6) : []);
