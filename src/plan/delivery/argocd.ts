import type { Config } from '../../config/config.ts';
import { argocdPrefix } from '../../domain/labels.ts';
import { rootProjectOf } from '../../domain/names.ts';
import type { ArgocdPlan } from './plan.ts';

/** Argo CD, which pulls what git says. */
export const argocdPlan = (
  { namespace, project, rootApp }: Extract<Config['delivery'], { kind: 'argocd' }>,
  service: string,
): ArgocdPlan => ({
  kind: 'argocd',
  namespace,
  project: project ?? service,
  rootApp: rootApp ? { application: service, project: rootProjectOf(service) } : undefined,
  decision: {
    title: 'Argo CD deploys from git',
    rationale:
      'The cluster pulls its state from git; CI holds no cluster credentials, and live ' +
      'edits are reverted.',
  },
  hasWaves: true,
  // Without the second the Application would be OutOfSync as long as the object is there and not in git
  // (its doc: "Compare Options").
  keep: {
    [`${argocdPrefix}sync-options`]: 'Prune=false,Delete=false',
    [`${argocdPrefix}compare-options`]: 'IgnoreExtraneous',
  },
  folder: 'argocd/',
  reachesCluster: false,
  script: undefined,
  clusterSecret: undefined,
  chainsRuns: false,
  hasUrgentChecks: false,
  controller: { release: 'argocd', namespace },
});
