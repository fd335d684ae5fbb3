import { topologyKeys } from '../../domain/labels.ts';
import { resourcesOf } from '../../kubernetes/pod.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { metadataOf, type MetadataOf } from '../object-metadata.ts';
import type { ObjectsInput } from '../store.ts';
import { backupOf } from './backup/index.ts';
import type { PgBouncerPlan, PostgresPlan } from './plan.ts';
import { clusterPolicy, poolerPolicy } from './policies.ts';

/** A PostgreSQL cluster of CloudNativePG, its pooler, backups and policy (https://cloudnative-pg.io/docs/). */
export function objects(store: PostgresPlan, input: ObjectsInput): Manifest[] {
  const metadata = metadataOf(store, input);
  const { pooler, backup } = store;
  const all = [
    cluster(store, metadata),
    clusterPolicy(store, input),
    ...(pooler === undefined
      ? []
      : [poolerObject(store, pooler, metadata), poolerPolicy(store, pooler, input)]),
    ...backupOf(backup).objects(backup, metadata, store.objectName),
  ];
  return all.map((object) => ({ file: store.key, object }));
}

function cluster(store: PostgresPlan, metadata: MetadataOf): KubernetesObject {
  const volume = (size: string) => ({
    size,
    ...(store.storageClass === undefined ? {} : { storageClass: store.storageClass }),
  });
  const plugins = backupOf(store.backup).plugins(store.backup);
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: metadata(store.objectName, 'store'),
    spec: {
      instances: store.instances,
      imageName: store.image,
      primaryUpdateStrategy: 'unsupervised',
      enableSuperuserAccess: false,
      bootstrap: {
        initdb: {
          database: store.database,
          owner: store.owner,
          secret: { name: store.secretName },
        },
      },
      storage: volume(store.storage),
      ...(store.walStorage === undefined ? {} : { walStorage: volume(store.walStorage) }),
      resources: resourcesOf(store.resources),
      affinity: {
        enablePodAntiAffinity: true,
        podAntiAffinityType: 'preferred',
        topologyKey: topologyKeys.node,
      },
      ...(Object.keys(store.parameters).length === 0
        ? {}
        : { postgresql: { parameters: { ...store.parameters } } }),
      ...(plugins.length === 0 ? {} : { plugins }),
    },
  };
}

const poolerObject = (
  store: PostgresPlan,
  pooler: PgBouncerPlan,
  metadata: MetadataOf,
): KubernetesObject => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Pooler',
  metadata: metadata(pooler.objectName, 'pooler'),
  spec: {
    cluster: { name: store.objectName },
    instances: pooler.instances,
    type: 'rw',
    pgbouncer: {
      poolMode: pooler.mode,
      parameters: { default_pool_size: String(pooler.size), max_client_conn: '1000' },
    },
  },
});
