import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { clusterAccessOf } from '../cluster-access/index.ts';

/** How CI gets into the cluster, with the commands that set the secret of each GitHub environment. */
export function ciAccess(
  { service: { repository }, environments }: Plan,
  { cluster, clusterSecret }: PushPlan,
): string {
  const commands = environments.map(
    ({ name }) =>
      `gh secret set ${clusterSecret} --repo ${repository.owner}/${repository.name} --env ${name}`,
  );
  return clusterAccessOf(cluster).ci(commands.join('\n'));
}
