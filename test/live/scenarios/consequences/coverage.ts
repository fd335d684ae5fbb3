import { effects } from './effects.ts';
import { refusedObjects } from './refused-objects.ts';
import { refusedSteps } from './refused.ts';

/** The consequences that the scenario beside this plays, by their ids. */
export const playedHere: readonly string[] = [
  ...new Set([...refusedSteps, ...refusedObjects, ...effects].flatMap(({ ids }) => ids)),
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
  'cluster-changed': 'there is one cluster',
  'entrance-changed': 'no gateway and no DNS brings traffic to the pods',
  'image-moved': 'there is no registry: the tag of an image says what becomes of it',
  'port-changed': 'no network enforces the policies',
  'state-store-changed': 'nobody injects the sidecars of Dapr',
  'topic-renamed': 'nobody injects the sidecars of Dapr, and there is no broker',
};

/** Those that the live cluster could play, and no scenario plays yet. */
export const unplayed: readonly string[] = [
  'application-renamed',
  'branch-changed',
  'delivery-changed',
  'environment-renamed',
  'namespace-changed',
  'packaging-changed',
  'project-changed',
  'repository-changed',
  'sealing-scope-changed',
  'secret-backend-changed',
];
