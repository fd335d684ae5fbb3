import { backupPlugin, pluginEntry } from '../backup/object-store.ts';
import type { ArchivePlan } from '../backup/contract.ts';
import type { PostgresPlan } from '../plan.ts';
import { Commented, type Value } from '../../../render/spec.ts';

/** A base backup at once, for example before a risky migration. */
export const backupNow = ({ objectName }: PostgresPlan, namespace: string): Value => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Backup',
  metadata: { generateName: `${objectName}-manual-`, namespace },
  spec: {
    cluster: { name: objectName },
    method: 'plugin',
    pluginConfiguration: { name: backupPlugin },
  },
});

/** A second cluster with the data of the first as the object store has it; it archives nothing. */
export const restoreClusterOf = (
  store: PostgresPlan,
  backup: ArchivePlan,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): Value => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name, namespace },
  spec: {
    instances: 1,
    imageName: store.image,
    storage: {
      size: store.storage,
      ...(store.storageClass === undefined ? {} : { storageClass: store.storageClass }),
    },
    resources: { requests: { ...store.resources.requests }, limits: { ...store.resources.limits } },
    bootstrap: {
      recovery: new Commented(
        { source: 'origin' },
        {
          before: 'For a point in time, add: recoveryTarget: {targetTime: "2026-01-31T12:00:00Z"}',
        },
      ),
    },
    externalClusters: originOf(store, backup),
  },
});

/**
 * A patch that makes the cluster itself come up from its backup when it is created again. It archives under a new name,
 * because CloudNativePG refuses to write into an archive that is not empty.
 */
export const recoveryPatchOf = (store: PostgresPlan, backup: ArchivePlan): Value => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: store.objectName },
  spec: {
    bootstrap: {
      initdb: null,
      recovery: {
        source: 'origin',
        database: store.database,
        owner: store.owner,
        secret: { name: store.secretName },
      },
    },
    externalClusters: originOf(store, backup),
    plugins: [
      {
        ...pluginEntry(true),
        parameters: {
          barmanObjectName: backup.objectName,
          serverName: new Commented(`${store.objectName}-2`, {
            before: 'A name that is new in this archive: increment it with each restore.',
          }),
        },
      },
    ],
  },
});

const originOf = ({ objectName }: PostgresPlan, backup: ArchivePlan): Value => [
  {
    name: 'origin',
    plugin: {
      ...pluginEntry(false),
      parameters: { barmanObjectName: backup.objectName, serverName: objectName },
    },
  },
];
