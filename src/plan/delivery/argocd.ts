import type { Config } from '../../config/config.ts';
import { keepWords } from '../../domain/keep.ts';
import { rootProjectOf } from '../../domain/names.ts';
import type { ArgocdPlan } from './plan.ts';

/** Argo CD, which pulls what git says. */
export const argocdPlan = (
  { namespace, project, rootApp }: Extract<Config['delivery'], { kind: 'argocd' }>,
  { name: service, environments }: Config,
): ArgocdPlan => ({
  kind: 'argocd',
  namespace,
  project: project ?? service,
  rootApp: rootApp ? { application: service, project: rootProjectOf(service) } : undefined,
  decision: {
    title: 'Argo CD deploys from git',
    rationale:
      'The cluster pulls its state from git; CI holds no cluster credentials, and live ' +
      `edits are ${environments.every(({ sync }) => sync === 'auto') ? 'reverted' : 'shown'}.`,
    assumed: ['delivery'],
  },
  hasWaves: true,
  keep: keepWords.argocd,
  folder: 'argocd/',
  reachesCluster: false,
  script: undefined,
  clusterSecret: undefined,
  chainsRuns: false,
  hasUrgentChecks: false,
  identity: {
    controller: namespace,
    project: project ?? service,
    ...(rootApp ? { root: service } : {}),
  },
  controller: { release: 'argocd', namespace },
});
