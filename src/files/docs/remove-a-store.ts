import { partsOf } from '../../plan/namespaces.ts';
import { groupOf } from '../../domain/kinds.ts';
import { waveOf } from '../../kubernetes/metadata.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { indent, shell } from '../../render/markdown.ts';
import { text, type TextValues } from '../../render/text.ts';
import { storeOf } from '../../stores/index.ts';
import { deliveryOf } from '../delivery/index.ts';
import { storeManifests } from '../k8s/store.ts';
import { secretsOf } from '../secrets/index.ts';
import { upkeepTexts } from '../writing/upkeep.ts';

/** The runbook about stores that stay in the cluster when they leave git; nothing where none does. */
export const removeAStore = {
  topic: 'remove-a-store',
  when: 'A data store is no longer needed, or was removed from the config',
  summary: 'Remove a data store',
  isNeeded: (plan: Plan): boolean => keptIn(plan).length > 0,
  values: (plan: Plan): TextValues => ({
    left: deliveryOf(plan).docs.left,
    sections: keptIn(plan)
      .map((kept) => sectionOf(plan, kept))
      .join('\n'),
  }),
};

interface KeptStore {
  readonly environment: EnvironmentPlan;
  readonly store: StorePlan;
}

/** Every store that is kept, production first. */
const keptIn = ({ environments }: Plan): readonly KeptStore[] =>
  environments
    .toReversed()
    .flatMap(partsOf)
    .flatMap((environment) =>
      environment.stores
        .filter((store) => storeOf(store).isKept(store))
        .map((store) => ({ environment, store })),
    );

function sectionOf(plan: Plan, { environment, store }: KeptStore): string {
  const { name, folder, namespace, branch, waves, resolver } = environment;
  const { copy, elsewhere } = storeOf(store).documents.lastCopy(store, environment);
  const secrets = secretsOf(plan).docs.removal(folder, ownSecrets(environment, store));
  // Who uses it changes none of their names.
  const objects = storeManifests(plan, { waves, resolver, store, clients: [] }).map(
    ({ object }) => object,
  );
  const [labels = ''] = Object.entries(store.podLabels).map(([key, value]) => `${key}=${value}`);
  return text('docs/runbooks/remove-a-store-section.md', {
    store: store.objectName,
    environment: name,
    branch,
    copy: indent(shell(...copy)),
    elsewhere,
    remove: upkeepTexts(plan).removeStore(store.key),
    secrets: secrets.inGit,
    deletions: indent(
      shell(
        ...[...inOrder(objects).map((group) => group.map(nameOf)), secrets.inCluster]
          .filter((names) => names.length > 0)
          .map((names) => `kubectl delete -n ${namespace} ${names.join(' ')}`),
      ),
    ),
    look: indent(shell(`kubectl get pods,persistentvolumeclaims -n ${namespace} -l ${labels}`)),
  });
}

/** The secrets that nobody else reads. */
const ownSecrets = (
  { secrets }: EnvironmentPlan,
  { secrets: read, objectName }: StorePlan,
): readonly string[] =>
  secrets
    .filter(({ name }) => read.some((secret) => secret.name === name))
    .filter(({ usedBy }) => usedBy.every((reader) => reader === objectName))
    .map(({ name }) => name);

/** Objects that need each other go in the opposite order of their coming. */
function inOrder(objects: readonly KubernetesObject[]): readonly (readonly KubernetesObject[])[] {
  const waves = [...new Set(objects.map(waveOf))].sort((one, other) => other - one);
  return waves.map((wave) => objects.filter((object) => waveOf(object) === wave));
}

/** An object as `kubectl delete` takes it, whatever else has a kind of this name. */
function nameOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = groupOf(apiVersion);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${metadata.name}`;
}
