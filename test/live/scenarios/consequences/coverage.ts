import { effects } from './effects.ts';
import { pushedEffects } from './pushed.ts';
import { refusedObjects } from './refused-objects.ts';
import { refusedSteps } from './refused.ts';
import { stories } from './stories.ts';

/** The consequences that the scenarios of this folder play, by their ids; of a row of several cases, `id/case`. */
export const playedHere: readonly string[] = [
  ...new Set(
    [
      ...refusedSteps,
      ...refusedObjects,
      ...effects,
      ...pushedEffects,
      ...stories.flatMap((story) => story.effects),
    ].flatMap(({ ids }) => ids),
  ),
];

/** Rows that say something else in one case than in another: each case is played, or has a reason. */
export const cases: Readonly<Record<string, readonly string[]>> = {
  'application-renamed': ['argocd', 'root-app', 'push'],
  'delivery-changed': ['argocd', 'push'],
  'environment-renamed': ['argocd', 'push'],
  'packaging-changed': ['argocd', 'push'],
  'secret-backend-changed': ['manual', 'sealed-secrets'],
};

/** Those that another scenario plays, and its name. */
export const playedElsewhere: Readonly<Record<string, string>> = {
  'component-renamed': 'argo-cd: config changes with kustomize',
  'component-removed': 'argo-cd: config changes with kustomize',
  'store-removed': 'argo-cd: stores that leave the config',
  'environment-removed': 'argo-cd: root app with Helm',
};

/** Those that the live cluster cannot play, and why. */
export const unplayable: Readonly<Record<string, string>> = {
  'backup-removed': 'the plugin for backups does not run there',
  'backup-moved': 'the plugin for backups does not run there',
  'backup-place-taken': 'the plugin for backups does not run there',
  'backup-retention-shortened': 'the plugin for backups does not run there',
  'cluster-changed': 'there is one cluster',
  'entrance-changed': 'no gateway and no DNS brings traffic to the pods',
  'host-removed': 'no gateway and no DNS brings traffic to the pods',
  'image-moved': 'there is no registry: the tag of an image says what becomes of it',
  'infrastructure-nodes-kept': 'no provider makes the cluster',
  'infrastructure-replaced': 'no provider makes the cluster',
  'infrastructure-volume-kept': 'Loki and Prometheus do not run there',
  'outside-address-changed': 'no network enforces the policies',
  'port-changed': 'no network enforces the policies',
  'state-store-changed': 'nobody injects the sidecars of Dapr',
  'store-host-changed': 'no network enforces the policies',
  'topic-renamed': 'nobody injects the sidecars of Dapr, and there is no broker',
};
