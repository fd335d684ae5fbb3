import { exemptFromCheckov, exemptFromKubeScore } from '../../kubernetes/exemptions.ts';
import { selectorOf, syncWave } from '../../kubernetes/metadata.ts';
import {
  apart,
  checksum,
  containerSecurity,
  leanPod,
  podSecurity,
  resourcesOf,
  scratch,
} from '../../kubernetes/pod.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import type { Value } from '../../render/spec.ts';
import { storeLabels } from '../labels.ts';
import type { ObjectsInput } from '../store.ts';
import { configuration } from './configuration.ts';
import { configMapOf, portNameOf, volumeClaimOf, type Flavour } from './flavour.ts';
import type { InMemoryPlan } from './plan.ts';

/** The image runs as any user; 10,000 and above cannot be an account of the node. */
const user = 10999;

/** The server, stopped before its successor starts. */
export function deployment(
  flavour: Flavour,
  store: InMemoryPlan,
  input: ObjectsInput,
): KubernetesObject {
  const { objectName } = store;
  const selector = selectorOf(objectName);
  const labels = storeLabels(input, store);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: objectName,
      labels,
      annotations: { ...syncWave(input, 'store'), ...exemptions(store) },
    },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 5,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels,
          annotations: {
            'checksum/config': checksum({ [flavour.settings.key]: configuration(store) }),
          },
        },
        spec: {
          serviceAccountName: objectName,
          ...leanPod,
          securityContext: podSecurity(user),
          terminationGracePeriodSeconds: 30,
          ...apart(selector),
          containers: [container(flavour, store)],
          volumes: volumes(flavour, store),
        },
      },
    },
  };
}

/** The password goes into a file that only lives in memory: as an argument every process on the node could read it. */
const startOf = ({ server, name, settings: { file } }: Flavour): string =>
  `umask 077 && printf 'requirepass "%s"\\n' "$REDISCLI_AUTH" > /run/${name}/auth.conf && ` +
  `exec ${server} /etc/${name}/${file} --include /run/${name}/auth.conf`;

function container(flavour: Flavour, store: InMemoryPlan): Value {
  const { name, cli, passwordKey } = flavour;
  const port = portNameOf(flavour);
  const timing = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
  return {
    name,
    image: store.image,
    imagePullPolicy: 'Always',
    command: ['/bin/sh', '-c', startOf(flavour)],
    ports: [{ name: port, containerPort: store.endpoint.port, protocol: 'TCP' }],
    env: [
      {
        name: 'REDISCLI_AUTH',
        valueFrom: { secretKeyRef: { name: store.secretName, key: passwordKey } },
      },
    ],
    startupProbe: {
      tcpSocket: { port },
      periodSeconds: 5,
      timeoutSeconds: 5,
      failureThreshold: 24,
    },
    readinessProbe: {
      exec: { command: ['/bin/sh', '-c', `${cli} ping | grep -q PONG`] },
      ...timing,
    },
    livenessProbe: { tcpSocket: { port }, ...timing },
    resources: resourcesOf(store.resources),
    securityContext: containerSecurity(user),
    volumeMounts: [
      { name: 'config', mountPath: `/etc/${name}`, readOnly: true },
      { name: 'data', mountPath: '/data' },
      { name: 'run', mountPath: `/run/${name}` },
    ],
  };
}

const volumes = ({ settings: { key, file } }: Flavour, store: InMemoryPlan): readonly Value[] => [
  { name: 'config', configMap: { name: configMapOf(store), items: [{ key, path: file }] } },
  store.persistence === undefined
    ? scratch('data', '64Mi')
    : { name: 'data', persistentVolumeClaim: { claimName: volumeClaimOf(store) } },
  { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
];

const exemptions = ({ image }: InMemoryPlan): Record<string, string> => ({
  ...exemptFromKubeScore('deployment-replicas', 'deployment-strategy'),
  ...exemptFromCheckov(
    'CKV_K8S_35',
    ...(image.includes('@sha256:') ? [] : ['CKV_K8S_43' as const]),
  ),
});
