import { effects } from './effects.ts';
import { pushedEffects } from './pushed.ts';
import { refusedObjects } from './refused-objects.ts';
import { refusedSteps } from './refused.ts';

/** The consequences that the scenarios of this folder play, by their ids. */
export const playedHere: readonly string[] = [
  ...new Set(
    [...refusedSteps, ...refusedObjects, ...effects, ...pushedEffects].flatMap(({ ids }) => ids),
  ),
];

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

/** Those that the live cluster could play, and why no scenario plays them yet. */
export const unplayed: Readonly<Record<string, string>> = {
  'component-moved': 'needs an environment of several namespaces',
  'store-moved': 'needs an environment of several namespaces',
  'branch-changed': 'needs a repository with two branches that Argo CD reads',
  'delivery-changed': 'needs Argo CD and a deployment by CI of the same objects',
  'environment-renamed': 'needs Argo CD with an Application whose folder leaves git',
  'namespace-changed': 'needs sealed secrets that a second namespace gets',
  'project-changed': 'needs Argo CD with a project that does not exist',
  'repository-changed': 'needs a second repository that Argo CD cannot read',
  'sealing-scope-changed': 'needs sealed secrets of two scopes',
  'secret-renamed': 'needs pods that wait for a secret',
  'secret-backend-changed': 'needs sealed secrets that leave git',
};
