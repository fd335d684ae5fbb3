import { at, listAt, ofKind, type Plain } from './model.ts';
import {
  annotate,
  type Breach,
  set,
  pod,
  container,
  remove,
  one,
  without,
  wave,
  policy,
} from './planting.ts';

/** Breaches of what holds of workloads. */
export const workloadsBreaches: readonly Breach[] = [
  ...(
    [
      ['runs as a user', (model) => set(at(pod(model), 'securityContext'), 'runAsUser', 0)],
      [
        'seccomp',
        (model) => set(at(pod(model), 'securityContext'), 'seccompProfile', { type: 'Unconfined' }),
      ],
      ['mounts no token', (model) => set(pod(model), 'automountServiceAccountToken', true)],
      ['host namespaces', (model) => set(pod(model), 'hostNetwork', true)],
      [
        'only safe volumes',
        (model) => set(pod(model), 'volumes', [{ name: 'a', hostPath: { path: '/' } }]),
      ],
      [
        'volumes that are there',
        (model) => set(container(model), 'volumeMounts', [{ name: 'nowhere' }]),
      ],
      [
        'privilege escalation',
        (model) => set(container(model)['securityContext'], 'allowPrivilegeEscalation', true),
      ],
      [
        'capabilities',
        (model) =>
          set(container(model)['securityContext'], 'capabilities', {
            drop: ['ALL'],
            add: ['NET_ADMIN'],
          }),
      ],
      [
        'read-only',
        (model) => set(container(model)['securityContext'], 'readOnlyRootFilesystem', false),
      ],
      [
        'requests and limits',
        (model) => remove(at(container(model), 'resources', 'limits'), 'ephemeral-storage'),
      ],
    ] satisfies readonly (readonly [string, Breach[2]])[]
  ).map(([said, plant]): Breach => ['podsAreRestricted', new RegExp(said), plant]),
  [
    'workloadsMove',
    /W10/,
    (model) =>
      set(at(one(model, 'Deployment', 'orders-api'), 'spec', 'selector'), 'matchLabels', {
        a: 'b',
      }),
  ],
  [
    'workloadsMove',
    /W05/,
    (model) => set(one(model, 'Deployment', 'orders-api')['spec'], 'replicas', 1),
  ],
  [
    'workloadsMove',
    /R10/,
    (model) =>
      set(at(one(model, 'PodDisruptionBudget'), 'spec', 'selector'), 'matchLabels', { a: 'b' }),
  ],
  ...['Cluster', 'PersistentVolumeClaim', 'ObjectStore'].map((kind): Breach => [
    'dataIsKept',
    /A06/,
    (model) =>
      set(
        at(one(model, kind), 'metadata', 'annotations'),
        'argocd.argoproj.io/sync-options',
        'Prune=false',
      ),
  ]),
  ...(
    [
      ['Cluster', 'db'],
      ['NetworkPolicy', 'db'],
      ['Pooler', 'db-pooler'],
      ['NetworkPolicy', 'db-pooler'],
      ['ObjectStore', 'db-backup'],
      ['ScheduledBackup', 'db-backup'],
      ['PersistentVolumeClaim', 'cache-data'],
      ['Deployment', 'cache'],
      ['Service', 'cache'],
      ['ServiceAccount', 'cache'],
      ['ConfigMap', 'cache-config'],
      ['NetworkPolicy', 'cache'],
    ] as const
  ).map(([kind, name]): Breach => [
    'keptIsWhole',
    new RegExp(`^${kind}/${name} goes from below data: it lacks argocd.*compare-options`),
    (model) =>
      remove(
        at(one(model, kind, name), 'metadata', 'annotations'),
        'argocd.argoproj.io/compare-options',
      ),
  ]),
  [
    'keptIsWhole',
    /^Deployment\/sessions holds no data and stays for ever: helm/,
    (model) => annotate(one(model, 'Deployment', 'sessions'), 'helm.sh/resource-policy', 'keep'),
  ],
  [
    'storesStayOrGo',
    /^Service\/cache goes with cache, which stays/,
    (model) =>
      remove(
        at(one(model, 'Service', 'cache'), 'metadata', 'annotations'),
        'argocd.argoproj.io/sync-options',
      ),
  ],
  [
    'storesStayOrGo',
    /^Deployment\/sessions stays without sessions, which goes/,
    (model) => annotate(one(model, 'Deployment', 'sessions'), 'helm.sh/resource-policy', 'keep'),
  ],
  ...(
    [
      ['cache-auth', 'goes from below data'],
      ['db-credentials', 'goes from below data'],
      ['db-backup', 'goes from below data'],
      ['sessions-auth', 'stays for nobody'],
      ['orders-secrets', 'stays for nobody'],
    ] as const
  ).map(([name, said]): Breach => [
    'keptSecretsStay',
    new RegExp(`^the secret ${name} ${said}`),
    ({ environment: { secrets } }) => {
      const secret = secrets.find((known) => known.name === name);
      set(secret, 'keep', Object.keys(secret?.keep ?? {}).length > 0 ? {} : { any: 'word' });
    },
  ]),
  [
    'keepWordsComeTogether',
    /^NetworkPolicy\/db says one word of two/,
    (model) =>
      remove(
        at(one(model, 'NetworkPolicy', 'db'), 'metadata', 'annotations'),
        'argocd.argoproj.io/sync-options',
      ),
  ],
  ['dataIsKept', /D01/, (model) => without(model, 'ScheduledBackup')],
  ['daprIsWhole', /names a Configuration/, (model) => without(model, 'Configuration')],
  [
    'daprIsWhole',
    /may use nothing/,
    (model) => {
      for (const component of ofKind(model, 'Component'))
        set(component, 'scopes', ['orders-worker']);
    },
  ],
  ['daprIsWhole', /may come before/, (model) => wave(one(model, 'Component', 'pubsub'), '9')],
  [
    'daprIsWhole',
    /open to every application/,
    (model) => set(one(model, 'Component', 'statestore'), 'scopes', []),
  ],
  [
    'daprIsWhole',
    /is for nobody/,
    (model) => set(one(model, 'Subscription'), 'scopes', ['nobody']),
  ],
  [
    'daprIsWhole',
    /where its secrets are/,
    (model) => remove(one(model, 'Component', 'pubsub'), 'auth'),
  ],
  [
    'daprIsWhole',
    /may not use/,
    (model) => set(one(model, 'Component', 'pubsub'), 'scopes', ['orders-api']),
  ],
  [
    'daprIsWhole',
    /a port that orders-worker lacks/,
    (model) =>
      set(one(model, 'Deployment', 'orders-worker'), 'spec', {
        template: {
          ...(at(one(model, 'Deployment', 'orders-worker'), 'spec', 'template') as Plain),
          metadata: {
            annotations: {
              'dapr.io/enabled': 'true',
              'dapr.io/app-id': 'orders-worker',
              'dapr.io/config': 'orders',
              'dapr.io/app-port': '9',
            },
          },
        },
      }),
  ],
  [
    'oneOwnerOfPods',
    /2 say how many pods Deployment\/orders-worker has \(W01\)/,
    (model) => set(one(model, 'Deployment', 'orders-worker')['spec'], 'replicas', 2),
  ],
  ['oneOwnerOfPods', /0 say how many/, (model) => without(model, 'HorizontalPodAutoscaler')],
  ...(
    [
      ['says what happened', (rule) => remove(rule['annotations'], 'description')],
      ['has a severity', (rule) => remove(rule['labels'], 'severity')],
      [
        'leads to its place',
        (rule) => set(rule['annotations'], 'runbook_url', 'https://example.com'),
      ],
      [
        'looks at this namespace',
        (rule) => set(rule, 'expr', 'sum by (namespace, pod) (up{job="x"})'),
      ],
      [
        'keeps the namespace',
        (rule) => set(rule, 'expr', 'sum(up{namespace="orders-prod",job="x"})'),
      ],
    ] satisfies readonly (readonly [string, (rule: Plain) => void])[]
  ).map(([said, plant]): Breach => [
    'alertsHelp',
    new RegExp(said),
    (model) =>
      plant(listAt(listAt(one(model, 'PrometheusRule'), 'spec', 'groups')[0], 'rules')[0] ?? {}),
  ]),
  [
    'unprotected',
    /no policy protects orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'policyTypes', ['Ingress']),
  ],
  [
    'annotationsAreRead',
    /no Argo CD reads it/,
    (model) =>
      set(model, 'plan', {
        ...model.plan,
        delivery: { kind: 'push', cluster: { kind: 'kubeconfig' }, historyMax: 3 },
      }),
  ],
  [
    'dataIsKept',
    /A06/,
    (model) => {
      set(model, 'plan', { ...model.plan, packaging: { ...model.plan.packaging, kind: 'helm' } });
      set(at(one(model, 'Cluster'), 'metadata'), 'annotations', {
        'helm.sh/resource-policy': 'go',
      });
    },
  ],
];
