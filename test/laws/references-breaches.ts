import { at, listAt, nameOf, podsOf } from './model.ts';
import { type Breach, set, container, pod, one, wave, without, remove } from './planting.ts';

/** Breaches of what holds of references. */
export const referencesBreaches: readonly Breach[] = [
  [
    'secretsExist',
    /nobody makes/,
    (model) =>
      set(container(model), 'env', [
        { name: 'A', valueFrom: { secretKeyRef: { name: 'nowhere', key: 'a' } } },
      ]),
  ],
  [
    'secretsExist',
    /reads nope of orders-secrets, which has/,
    (model) =>
      set(container(model), 'env', [
        { name: 'A', valueFrom: { secretKeyRef: { name: 'orders-secrets', key: 'nope' } } },
      ]),
  ],
  [
    'secretsExist',
    /nobody makes/,
    (model) => set(pod(model), 'imagePullSecrets', [{ name: 'nowhere' }]),
  ],
  [
    'secretsExist',
    /nobody makes/,
    (model) =>
      set(at(one(model, 'Cluster'), 'spec', 'bootstrap', 'initdb', 'secret'), 'name', 'nowhere'),
  ],
  [
    'secretsAreUsed',
    /nobody reads the secret unused/,
    (model) =>
      set(model, 'environment', {
        ...model.environment,
        secrets: [...model.environment.secrets, { name: 'unused', type: 'Opaque', keys: [] }],
      }),
  ],
  [
    'secretKeysAreSound',
    /lacks password/,
    (model) =>
      set(model, 'environment', {
        ...model.environment,
        secrets: [{ name: 'db', type: 'kubernetes.io/basic-auth', keys: [{ key: 'username' }] }],
      }),
  ],
  [
    'secretKeysAreSound',
    /a key twice/,
    (model) =>
      set(model, 'environment', {
        ...model.environment,
        secrets: [{ name: 'db', type: 'Opaque', keys: [{ key: 'a' }, { key: 'a' }] }],
      }),
  ],
  [
    'configMapsExist',
    /which is not there/,
    (model) => set(container(model), 'envFrom', [{ configMapRef: { name: 'nowhere' } }]),
  ],
  [
    'configMapsExist',
    /reads nope of/,
    (model) =>
      set(pod(model), 'volumes', [
        {
          name: 'a',
          configMap: { name: nameOf(one(model, 'ConfigMap')), items: [{ key: 'nope' }] },
        },
      ]),
  ],
  [
    'accountsExist',
    /has no ServiceAccount/,
    (model) => set(pod(model), 'serviceAccountName', 'nobody'),
  ],
  [
    'accountsExist',
    /may come before its ServiceAccount/,
    (model) => wave(one(model, 'ServiceAccount', 'orders-api'), '9'),
  ],
  [
    'fieldsExist',
    /reads the labels nope/,
    (model) =>
      set(container(model), 'env', [
        { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['nope']" } } },
      ]),
  ],
  [
    'variablesAreUnique',
    /A from two places/,
    (model) => set(container(model), 'env', [{ name: 'A' }, { name: 'A' }]),
  ],
  [
    'variablesAreUnique',
    /LOG_LEVEL from two places/,
    (model) => set(container(model), 'env', [{ name: 'LOG_LEVEL' }]),
  ],
  ['claimsExist', /which is not there/, (model) => without(model, 'PersistentVolumeClaim')],
  [
    'claimsExist',
    /W07/,
    (model) =>
      set(
        at(
          podsOf(model).find(({ template }) =>
            listAt(template, 'spec', 'volumes').some(
              (volume) => volume['persistentVolumeClaim'] !== undefined,
            ),
          )?.owner,
          'spec',
          'strategy',
        ),
        'type',
        'RollingUpdate',
      ),
  ],
  [
    'portsExist',
    /which Deployment\/orders-api lacks/,
    (model) => set(container(model), 'ports', []),
  ],
  [
    'portsExist',
    /selects 0 workloads/,
    (model) => set(at(one(model, 'Service', 'orders-api'), 'spec', 'selector'), 'app', 'other'),
  ],
  [
    'portsExist',
    /selects \d workloads/,
    (model) => set(at(one(model, 'Service', 'orders-api'), 'spec'), 'selector', {}),
  ],
  [
    'portsExist',
    /sends to the port/,
    (model) => remove(listAt(one(model, 'Service', 'orders-api'), 'spec', 'ports')[0], 'name'),
  ],
  ['portsExist', /lacks its readinessProbe/, (model) => remove(container(model), 'readinessProbe')],
  [
    'portsExist',
    /asks the port 9999/,
    (model) => set(at(container(model), 'livenessProbe', 'httpGet'), 'port', 9999),
  ],
  [
    'wavesFollowReferences',
    /Ingress.* needs Deployment/,
    (model) => wave(one(model, 'Ingress'), '0'),
    'ingress',
  ],
  [
    'wavesFollowReferences',
    /HTTPRoute.* needs Deployment/,
    (model) => wave(one(model, 'HTTPRoute'), '0'),
    'gateway-api',
  ],
  [
    'namesFit',
    /no name that Kubernetes takes/,
    (model) => set(model.objects[0]?.['metadata'], 'name', 'x'.repeat(64)),
  ],
  [
    'namesFit',
    /no name that Kubernetes takes/,
    (model) => set(one(model, 'Service')['metadata'], 'name', '1st'),
  ],
  [
    'namesFit',
    /has the label value/,
    (model) => set(at(one(model, 'Service'), 'metadata', 'labels'), 'a', 'b c'),
  ],
  [
    'namesFit',
    /names a namespace/,
    (model) => set(one(model, 'Service')['metadata'], 'namespace', 'default'),
  ],
  ['imagesAreReleased', /I05/, (model) => set(container(model), 'image', 'other:1')],
  [
    'imagesAreReleased',
    /I01/,
    (model) => set(container(model, 'cache'), 'image', 'docker.io/library/redis:latest'),
  ],
  ['imagesAreReleased', /I01/, (model) => set(container(model, 'cache'), 'image', 'redis')],
  ['wavesFollowReferences', /ConfigMap.* in wave/, (model) => wave(one(model, 'ConfigMap'), '9')],
  ['wavesFollowReferences', /Cluster.* in wave/, (model) => wave(one(model, 'Cluster'), '9')],
  ['wavesFollowReferences', /which is not there/, (model) => without(model, 'ObjectStore')],
  [
    'wavesFollowReferences',
    /may come before its secrets/,
    (model) => wave(one(model, 'Deployment', 'orders-api'), '-9'),
  ],
  ['wavesFollowReferences', /has no wave/, (model) => wave(one(model, 'Service'), 3)],
  [
    'wavesFollowReferences',
    /VirtualService.* needs Deployment/,
    (model) => wave(one(model, 'VirtualService'), '0'),
  ],
  [
    'wavesFollowReferences',
    /HorizontalPodAutoscaler.* needs Deployment/,
    (model) => wave(one(model, 'HorizontalPodAutoscaler'), '0'),
  ],
  [
    'secretsExist',
    /reads nope of orders-secrets/,
    (model) =>
      set(
        at(
          listAt(
            listAt(one(model, 'AlertmanagerConfig'), 'spec', 'receivers')[0],
            'slackConfigs',
          )[0],
          'apiURL',
        ),
        'key',
        'nope',
      ),
  ],
];
