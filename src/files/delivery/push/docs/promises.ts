import { deployWorkflow, paths } from '../../../../plan/paths.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { lastEnvironmentOf } from '../../../writing/first-of.ts';
import { packagerOf } from '../../../packaging/index.ts';
import type { DeliveryPromises, PromiseCells } from '../../contract.ts';
import { releasesInGit } from '../../earlier-release.ts';

/** What is promised where CI deploys: the rollout has a limit, GitHub has none. */
export const promisesOf = (plan: Plan, delivery: PushPlan): DeliveryPromises => ({
  changeInTime: [
    {
      says:
        'not guaranteed: it depends on checks, builds, the GitHub queue and any approval; ' +
        'only the final rollout has a time limit',
      where: 'environments.<name>.timeout',
      check: 'gh run list --workflow build.yaml --json conclusion,startedAt,updatedAt',
    },
  ],
  rolloutInTime: ({ name, timeoutSeconds }) => [
    {
      says: `${name}: after ${timeoutSeconds} s it is considered failed`,
      where: `environments.${name}.timeout`,
      check: `gh run list --workflow ${deployWorkflow(name)}.yaml`,
    },
  ],
  earlierRelease: () => earlierRelease(plan, delivery),
  backInTime: ({ name, timeoutSeconds }) => [
    {
      says:
        `${name}: a failed deployment rolls back automatically; like a manual rollback, that ` +
        `waits for pods and counts as failed after ${timeoutSeconds} s`,
      where: `environments.${name}.timeout`,
      check: `gh run list --workflow ${deployWorkflow(name)}.yaml --json conclusion,startedAt,updatedAt`,
    },
  ],
  nobodyByHand: 'workflows deploy; the cluster is created once',
});

function earlierRelease(plan: Plan, { historyMax }: PushPlan): PromiseCells {
  const last = lastEnvironmentOf(plan);
  const kept = packagerOf(plan).docs.revisions(last, historyMax);
  return kept === undefined
    ? releasesInGit(last)
    : {
        says: `${kept.says}; how: ${paths.runbook('rollback')}`,
        where: 'delivery.historyMax',
        check: kept.check,
      };
}
