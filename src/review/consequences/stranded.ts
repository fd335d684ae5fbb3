import { wasCharted, type EnvironmentChange } from './environment-change.ts';

/**
 * What an Application does whose files have left git. Folders of a user's own stay below that of an overlay, so that
 * Argo CD takes it for one of plain manifests, and finds none in it; it prunes everything by hand only.
 */
export const findsNothing = (change: EnvironmentChange): string =>
  wasCharted(change)
    ? 'cannot be rendered from git any more. It deploys nothing'
    : 'finds no manifests in its old folder. It deploys nothing, and a sync by hand with "prune" deletes everything,';

/** What brings the Applications of an environment to a cluster that no root app looks after. */
export const thenApply = ({ name }: EnvironmentChange): string =>
  `Then: kubectl apply -f argocd/project.yaml -f argocd/applications/${name}.yaml`;
