import { at, nameOf, shown, type Plain } from '../../laws/model.ts';
import { applyTo, placedIn, type Cluster } from './apply.ts';
import { changes, differences, shownDifference, type Difference } from './differences.ts';

/** An object, and the namespace of ours that it is in. */
interface Placed {
  readonly object: Plain;
  readonly namespace: string;
}

/** What would be stored otherwise than it is written, a line each; nothing is changed. */
export async function differencesIfApplied(
  cluster: Cluster,
  { object, namespace }: Placed,
): Promise<readonly string[]> {
  const { stored, complaints } = await applyTo(cluster, 'server-side dry run', {
    object,
    namespace,
  });
  if (stored === undefined) return complaints;
  const written = await placedIn(cluster.served, object, namespace);
  const schema = await cluster.served.schemaOf(object);
  return lines(object, 'structured merge', differences(written, stored, schema));
}

/** What is stored otherwise than it is written, as Argo CD compares without and with `ServerSideDiff`. */
export async function differencesOfStored(
  cluster: Cluster,
  { object, namespace }: Placed,
): Promise<readonly string[]> {
  const written = await placedIn(cluster.served, object, namespace);
  const collection = await cluster.served.collectionOf(written);
  const read = () => cluster.api.get(`${collection}/${encodeURIComponent(nameOf(object))}`);
  let stored = await read();
  let again = await applyTo(cluster, 'server-side dry run', { object, namespace });
  // What a controller writes in between, such as the replicas of an autoscaler, is no difference.
  for (let tries = 0; tries < 5 && versionOf(stored) !== versionOf(again.stored); tries += 1) {
    stored = await read();
    again = await applyTo(cluster, 'server-side dry run', { object, namespace });
  }
  if (stored === undefined) return [`${shown(object)} is not there any more`];
  return [
    ...again.complaints,
    ...lines(
      object,
      'structured merge',
      differences(written, stored, await cluster.served.schemaOf(object)),
    ),
    ...(again.stored === undefined
      ? []
      : lines(object, 'ServerSideDiff', changes(stored, again.stored))),
  ];
}

const versionOf = (object: Plain | undefined): unknown => at(object, 'metadata', 'resourceVersion');

const lines = (
  object: Plain,
  comparison: string,
  found: readonly Difference[],
): readonly string[] =>
  found.map((difference) => `${shown(object)}, ${comparison}: ${shownDifference(difference)}`);
