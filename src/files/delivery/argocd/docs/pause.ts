import { paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, EnvironmentPlan } from '../../../../plan/plan.ts';
import { indent, shell } from '../../../../render/markdown.ts';
import type { PausedDelivery } from '../../../../stores/documents.ts';

/** Automated sync is off for a while; a parent Application would switch it on again. */
export function pauseOf(
  { rootApp }: ArgocdPlan,
  { name, branch, application, isSyncedByHand }: EnvironmentPlan,
): PausedDelivery {
  if (isSyncedByHand) return nobodySyncs(branch, application);
  const parents = rootApp === undefined ? [] : [rootApp.application];
  const off = [...parents, application].map((each) => `argocd app set ${each} --sync-policy none`);
  const on = [
    `kubectl apply -f ${paths.application(name)}`,
    ...parents.map(() => `kubectl apply -f ${paths.rootApp}`),
    `argocd app sync ${application} --async`,
  ];
  return {
    off:
      'Disable automated sync. Otherwise the broken cluster would write to the new archive ' +
      `before it is deleted:\n\n${indent(shell(...off))}`,
    on: (wait) =>
      `On \`${branch}\`, re-enable automated sync from git. Argo CD creates the cluster, ` +
      `which restores from the backup:\n\n${indent(shell(...on, wait))}`,
  };
}

const nobodySyncs = (branch: string, application: string): PausedDelivery => ({
  off:
    'Sync nothing until the new cluster is created. Otherwise the broken one would write to the ' +
    'new archive before it is deleted.',
  on: (wait) =>
    `Sync what branch \`${branch}\` says. Argo CD creates the cluster, which restores from the ` +
    `backup:\n\n${indent(shell(`argocd app sync ${application} --async`, wait))}`,
});
