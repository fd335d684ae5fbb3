import { isMoved } from './environment-change.ts';
import type { Difference, EnvironmentChange } from './environment-change.ts';
import type { Row } from './row.ts';

/** A value of the cluster that is made, where an environment lives in one before and after. */
function differenceIn({ before, after }: EnvironmentChange, key: string): Difference | undefined {
  const [old, now] = [before, after].map((facts) => facts?.get('infrastructure')?.[key]);
  return old === undefined || now === undefined || old === now
    ? undefined
    : { before: old, after: now };
}

const replaced: Row = {
  id: 'infrastructure-replaced',
  level: 'dangerous',
  change: 'The cluster that the bootstrap makes: `infrastructure.kind`, `cluster`, `region`',
  happens:
    'Nothing moves. Under another name the script makes a second cluster, which is empty; in another region it ' +
    'refuses. The old cluster keeps running, with everything in it and with its price.',
  way:
    'Keep the name and the region. To move, make the new cluster, move the data and the traffic, and delete the old ' +
    'one at the end.',
  find: (change) => {
    const before = change.before.get('infrastructure');
    if (before === undefined || change.after === undefined || isMoved(change)) return [];
    const after = change.after.get('infrastructure');
    const [old, now] = [before, after].map((is) =>
      is === undefined ? 'none of ours' : `${is['cluster'] ?? ''} in ${is['region'] ?? ''}`,
    );
    return old === now ? [] : [{ what: `cluster ${String(old)} becomes ${String(now)}` }];
  },
};

const volumes = [
  ['prometheus', 'Prometheus'],
  ['alertmanager', 'Alertmanager'],
  ['loki', 'Loki'],
] as const;

const volumeKept: Row = {
  id: 'infrastructure-volume-kept',
  level: 'dangerous',
  change:
    'The volumes of the bootstrap: `infrastructure.metrics.storage`, `metrics.alertStorage`, `logs.storage`',
  happens:
    'Those that exist stay as they are. Of Loki Helm refuses the change, because the claims of a StatefulSet never ' +
    'change, and the script stops there.',
  way:
    'To grow one, make its PersistentVolumeClaim larger, delete its StatefulSet with --cascade=orphan, and run the ' +
    'script. None can be made smaller.',
  find: (change) =>
    volumes.flatMap(([key, title]) => {
      const found = differenceIn(change, key);
      return found === undefined
        ? []
        : [{ what: `volume of ${title}: ${found.before} becomes ${found.after}` }];
    }),
};

const nodesKept: Row = {
  id: 'infrastructure-nodes-kept',
  level: 'note',
  change: 'The nodes of the cluster that the bootstrap makes: `infrastructure.nodes`',
  happens: 'A cluster that exists keeps its nodes: the script only makes what is missing.',
  way: 'Change the node pool by hand: doctl kubernetes cluster node-pool update, or a new pool for another size.',
  find: (change) => {
    const found = differenceIn(change, 'nodes');
    return found === undefined ? [] : [{ what: `nodes ${found.before} become ${found.after}` }];
  },
};

/** Rows about the cluster that is made. */
export const infrastructureRows: readonly Row[] = [replaced, volumeKept, nodesKept];
