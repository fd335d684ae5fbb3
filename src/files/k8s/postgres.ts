import { topologyKeys } from '../../domain/labels.ts';
import type { BackupPlan, EnvironmentPlan, Plan, PostgresPlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { neverPruned, syncWave, type Manifest } from '../../kubernetes/metadata.ts';
import { poolerPolicy, postgresPolicy } from './network-policy.ts';
import { resourcesOf } from '../../kubernetes/pod.ts';
import { storeLabels } from './store-labels.ts';

/** A PostgreSQL cluster of CloudNativePG, its pooler, backups and policy (https://cloudnative-pg.io/docs/). */
export function postgres(
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
): Manifest[] {
  const { pooler, backup } = store;
  const objects = [
    cluster(plan, environment, store),
    postgresPolicy(plan, environment, store),
    ...(pooler === undefined
      ? []
      : [
          poolerObject(plan, environment, store, pooler),
          poolerPolicy(plan, environment, store, pooler.objectName),
        ]),
    ...(backup.kind === 'none'
      ? []
      : [
          objectStore(plan, environment, store, backup),
          scheduledBackup(plan, environment, store, backup),
        ]),
  ];
  return objects.map((object) => ({ file: store.key, object }));
}

/** The CloudNativePG plugin that archives and restores. */
export const backupPlugin = 'barman-cloud.cloudnative-pg.io';

function cluster(plan: Plan, environment: EnvironmentPlan, store: PostgresPlan): KubernetesObject {
  const volume = (size: string) => ({
    size,
    ...(store.storageClass === undefined ? {} : { storageClass: store.storageClass }),
  });
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name: store.objectName,
      labels: storeLabels(plan, store),
      annotations: { ...syncWave(environment, 'store'), ...neverPruned },
    },
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
      ...(store.backup.kind === 'none'
        ? {}
        : {
            plugins: [
              {
                name: backupPlugin,
                isWALArchiver: true,
                parameters: { barmanObjectName: store.backup.objectName },
              },
            ],
          }),
    },
  };
}

const poolerObject = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
  pooler: NonNullable<PostgresPlan['pooler']>,
): KubernetesObject => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Pooler',
  metadata: {
    name: pooler.objectName,
    labels: storeLabels(plan, store),
    annotations: syncWave(environment, 'pooler'),
  },
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

const objectStore = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
  backup: BackupPlan,
): KubernetesObject => ({
  apiVersion: 'barmancloud.cnpg.io/v1',
  kind: 'ObjectStore',
  metadata: {
    name: backup.objectName,
    labels: storeLabels(plan, store),
    annotations: { ...syncWave(environment, 'configuration'), ...neverPruned },
  },
  spec: {
    retentionPolicy: backup.retention,
    configuration: {
      destinationPath: backup.destination,
      ...(backup.endpoint === undefined ? {} : { endpointURL: backup.endpoint }),
      s3Credentials: {
        accessKeyId: { name: backup.secretName, key: 'ACCESS_KEY_ID' },
        secretAccessKey: { name: backup.secretName, key: 'ACCESS_SECRET_KEY' },
      },
      wal: { compression: 'gzip' },
      data: { compression: 'gzip' },
    },
  },
});

const scheduledBackup = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: PostgresPlan,
  backup: BackupPlan,
): KubernetesObject => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'ScheduledBackup',
  metadata: {
    name: backup.objectName,
    labels: storeLabels(plan, store),
    annotations: syncWave(environment, 'backup'),
  },
  spec: {
    schedule: backup.schedule,
    immediate: true,
    backupOwnerReference: 'self',
    cluster: { name: store.objectName },
    method: 'plugin',
    pluginConfiguration: { name: backupPlugin },
  },
});
