import type { EnvironmentPlan, Plan, RedisPlan } from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { exemptFromCheckov, exemptFromKubeScore } from '../../kubernetes/exemptions.ts';
import { neverPruned, selectorOf, syncWave, type Manifest } from '../../kubernetes/metadata.ts';
import { redisPolicy } from './network-policy.ts';
import {
  apart,
  checksum,
  containerSecurity,
  leanPod,
  podSecurity,
  resourcesOf,
  scratch,
} from '../../kubernetes/pod.ts';
import { storeLabels } from './store-labels.ts';

/** One Redis server with a password, a memory bound and, if asked for, a volume. */
export function redis(plan: Plan, environment: EnvironmentPlan, store: RedisPlan): Manifest[] {
  const objects = [
    serviceAccount(plan, environment, store),
    configMap(plan, environment, store),
    ...(store.persistence === undefined
      ? []
      : [volumeClaim(plan, environment, store, store.persistence)]),
    deployment(plan, environment, store),
    service(plan, environment, store),
    redisPolicy(plan, environment, store),
  ];
  return objects.map((object) => ({ file: store.key, object }));
}

/** The image runs as any user; 10,000 and above cannot be an account of the node. */
const user = 10999;

const serviceAccount = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: RedisPlan,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    name: store.objectName,
    labels: storeLabels(plan, store),
    annotations: syncWave(environment, 'configuration'),
  },
  automountServiceAccountToken: false,
});

const configMap = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: RedisPlan,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: `${store.objectName}-config`,
    labels: storeLabels(plan, store),
    annotations: syncWave(environment, 'configuration'),
  },
  data: { redis_conf: redisConfiguration(store) },
});

/** What its configuration file says. */
export const redisConfiguration = ({ maxMemory, eviction, persistence }: RedisPlan): string =>
  [
    `maxmemory ${maxMemory}`,
    `maxmemory-policy ${eviction}`,
    'dir /data',
    ...(persistence === undefined
      ? ['save ""', 'appendonly no']
      : ['save 900 1 300 100', 'appendonly yes']),
  ]
    .map((line) => `${line}\n`)
    .join('');

const volumeClaim = (
  plan: Plan,
  environment: EnvironmentPlan,
  store: RedisPlan,
  { storage, storageClass }: NonNullable<RedisPlan['persistence']>,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name: `${store.objectName}-data`,
    labels: storeLabels(plan, store),
    annotations: { ...syncWave(environment, 'store'), ...neverPruned },
  },
  spec: {
    accessModes: ['ReadWriteOnce'],
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: { requests: { storage } },
  },
});

/** The password goes into a file that only lives in memory: as an argument every process on the node could read it. */
const start =
  'umask 077 && printf \'requirepass "%s"\\n\' "$REDISCLI_AUTH" > /run/redis/auth.conf && exec redis-server /etc/redis/redis.conf --include /run/redis/auth.conf';

function deployment(plan: Plan, environment: EnvironmentPlan, store: RedisPlan): KubernetesObject {
  const { objectName } = store;
  const selector = selectorOf(objectName);
  const timing = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: objectName,
      labels: storeLabels(plan, store),
      annotations: { ...syncWave(environment, 'store'), ...exemptions(store) },
    },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 5,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: storeLabels(plan, store),
          annotations: { 'checksum/config': checksum({ redis_conf: redisConfiguration(store) }) },
        },
        spec: {
          serviceAccountName: objectName,
          ...leanPod,
          securityContext: podSecurity(user),
          terminationGracePeriodSeconds: 30,
          ...apart(selector),
          containers: [
            {
              name: 'redis',
              image: store.image,
              imagePullPolicy: 'Always',
              command: ['/bin/sh', '-c', start],
              ports: [{ name: 'tcp-redis', containerPort: 6379, protocol: 'TCP' }],
              env: [
                {
                  name: 'REDISCLI_AUTH',
                  valueFrom: { secretKeyRef: { name: store.secretName, key: 'REDIS_PASSWORD' } },
                },
              ],
              startupProbe: {
                tcpSocket: { port: 'tcp-redis' },
                periodSeconds: 5,
                timeoutSeconds: 5,
                failureThreshold: 24,
              },
              readinessProbe: {
                exec: { command: ['/bin/sh', '-c', 'redis-cli ping | grep -q PONG'] },
                ...timing,
              },
              livenessProbe: { tcpSocket: { port: 'tcp-redis' }, ...timing },
              resources: resourcesOf(store.resources),
              securityContext: containerSecurity(user),
              volumeMounts: [
                { name: 'config', mountPath: '/etc/redis', readOnly: true },
                { name: 'data', mountPath: '/data' },
                { name: 'run', mountPath: '/run/redis' },
              ],
            },
          ],
          volumes: [
            {
              name: 'config',
              configMap: {
                name: `${objectName}-config`,
                items: [{ key: 'redis_conf', path: 'redis.conf' }],
              },
            },
            store.persistence === undefined
              ? scratch('data', '64Mi')
              : { name: 'data', persistentVolumeClaim: { claimName: `${objectName}-data` } },
            { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          ],
        },
      },
    },
  };
}

const exemptions = ({ image }: RedisPlan): Record<string, string> => ({
  ...exemptFromKubeScore('deployment-replicas', 'deployment-strategy'),
  ...exemptFromCheckov(
    'CKV_K8S_35',
    ...(image.includes('@sha256:') ? [] : ['CKV_K8S_43' as const]),
  ),
});

const service = (plan: Plan, environment: EnvironmentPlan, store: RedisPlan): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: store.objectName,
    labels: storeLabels(plan, store),
    annotations: syncWave(environment, 'configuration'),
  },
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(store.objectName),
    ports: [{ name: 'tcp-redis', port: 6379, targetPort: 'tcp-redis', protocol: 'TCP' }],
  },
});
