import { describe, expect, test } from 'vitest';
import { everything, everythingBehind } from './everything.ts';
import { invariants } from './invariants.ts';
import { at, listAt, modelOf, nameOf, ofKind, podsOf, type Model, type Plain } from './model.ts';
import { networkBreaches, unprotected } from './network.ts';
import { schemaErrors } from './schemas.ts';

const all = {
  ...invariants,
  networkBreaches,
  unprotected,
  schemaErrors: (model: Model) => model.objects.flatMap(schemaErrors),
} as const;
type Breach = readonly [
  invariant: keyof typeof all,
  said: RegExp,
  plant: (model: Model) => void,
  behind?: keyof typeof everythingBehind,
];

const set = (value: unknown, key: string | number, to: unknown): void => {
  if (typeof value !== 'object' || value === null)
    throw new Error(`nothing to set ${String(key)} in`);
  Reflect.set(value, key, to);
};
const remove = (value: unknown, key: string): void =>
  void Reflect.deleteProperty(value as object, key);
const pod = (model: Model, name = 'orders-api'): Plain =>
  at(podsOf(model).find(({ owner }) => nameOf(owner) === name)?.template, 'spec') as Plain;
const container = (model: Model, name = 'orders-api'): Plain =>
  listAt(pod(model, name), 'containers')[0] ?? {};
const one = (model: Model, kind: string, name?: string): Plain => {
  const found = ofKind(model, kind).find((object) => name === undefined || nameOf(object) === name);
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ''}`);
  return found;
};
const without = (model: Model, kind: string, name?: string): void =>
  set(
    model,
    'objects',
    model.objects.filter((object) => object !== one(model, kind, name)),
  );
const annotate = (object: Plain, key: string, to: unknown): void =>
  set(at(object, 'metadata', 'annotations'), key, to);
const wave = (object: Plain, to: unknown): void =>
  annotate(object, 'argocd.argoproj.io/sync-wave', to);
const rule = (model: Model, index: number): Plain =>
  listAt(one(model, 'VirtualService'), 'spec', 'http')[index] ?? {};
const policy = (model: Model, part: string): Plain => {
  const found = ofKind(model, 'NetworkPolicy').find((object) => nameOf(object).includes(part));
  if (found === undefined)
    throw new Error(`no policy ${part} in ${ofKind(model, 'NetworkPolicy').map(nameOf).join(' ')}`);
  return found;
};

const breaches: readonly Breach[] = [
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
    'routesLead',
    /leads to nowhere:80/,
    (model) => set(at(rule(model, 0), 'route', 0, 'destination'), 'host', 'nowhere'),
  ],
  [
    'routesLead',
    /leads to orders-api:9/,
    (model) => set(at(rule(model, 0), 'route', 0, 'destination', 'port'), 'number', 9),
  ],
  [
    'routesLead',
    /P09/,
    (model) =>
      set(
        at(one(model, 'VirtualService'), 'spec'),
        'http',
        [...listAt(one(model, 'VirtualService'), 'spec', 'http')].reverse(),
      ),
  ],
  [
    'routesLead',
    /P08/,
    (model) => set(rule(model, 1), 'retries', { attempts: 3, perTryTimeout: '30s' }),
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) => set(at(one(model, 'VirtualService'), 'spec'), 'hosts', ['other.example.com']),
  ],
  [
    'hostsAreServed',
    /nobody serves \/mcp by orders-api within 21600000 ms/,
    (model) => set(rule(model, 0), 'timeout', '30s'),
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(at(one(model, 'VirtualService'), 'spec'), 'gateways', ['mesh']),
  ],
  [
    'routesLead',
    /leads to nowhere:80/,
    (model) =>
      set(
        at(
          one(model, 'Ingress', 'orders-api'),
          'spec',
          'rules',
          0,
          'http',
          'paths',
          0,
          'backend',
          'service',
        ),
        'name',
        'nowhere',
      ),
    'ingress',
  ],
  [
    'routesLead',
    /P08/,
    (model) =>
      annotate(
        one(model, 'Ingress', 'orders-api'),
        'nginx.ingress.kubernetes.io/proxy-read-timeout',
        '10',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /nobody declares \/mcp by orders-api within 0 ms, 2 retries/,
    (model) =>
      remove(
        at(one(model, 'Ingress', 'orders-api.mcp'), 'metadata', 'annotations'),
        'nginx.ingress.kubernetes.io/proxy-next-upstream',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /nobody serves \/mcp/,
    (model) => without(model, 'Ingress', 'orders-api.mcp'),
    'ingress',
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) =>
      set(
        at(one(model, 'Ingress', 'orders-api.mcp'), 'spec', 'rules', 0),
        'host',
        'other.example.com',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(one(model, 'Ingress')['spec'], 'ingressClassName', 'haproxy'),
    'ingress',
  ],
  ['certificatesAreServed', /0 certificates/, (model) => without(model, 'Certificate'), 'ingress'],
  [
    'certificatesAreServed',
    /exactly the hosts/,
    (model) => set(one(model, 'Certificate')['spec'], 'dnsNames', ['other.example.com']),
    'ingress',
  ],
  [
    'certificatesAreServed',
    /does not serve/,
    (model) => remove(one(model, 'Ingress', 'orders-api.mcp')['spec'], 'tls'),
    'ingress',
  ],
  [
    'wavesFollowReferences',
    /Ingress.* needs Deployment/,
    (model) => wave(one(model, 'Ingress'), '0'),
    'ingress',
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
    'ingress',
  ],
  [
    'schemaErrors',
    /pathTipe/,
    (model) =>
      set(at(one(model, 'Ingress'), 'spec', 'rules', 0, 'http', 'paths', 0), 'pathTipe', 'Prefix'),
    'ingress',
  ],
  [
    'routesLead',
    /leads to orders-api:9/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0, 'backendRefs', 0), 'port', 9),
    'gateway-api',
  ],
  [
    'routesLead',
    /P09/,
    (model) =>
      set(
        at(one(model, 'HTTPRoute'), 'spec'),
        'rules',
        [...listAt(one(model, 'HTTPRoute'), 'spec', 'rules')].reverse(),
      ),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /nobody serves \/mcp/,
    (model) => remove(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0), 'timeouts'),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec'), 'hostnames', ['other.example.com']),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'parentRefs', 0), 'name', 'private'),
    'gateway-api',
  ],
  [
    'wavesFollowReferences',
    /HTTPRoute.* needs Deployment/,
    (model) => wave(one(model, 'HTTPRoute'), '0'),
    'gateway-api',
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
    'gateway-api',
  ],
  [
    'schemaErrors',
    /retry/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0), 'retry', { attempts: 2 }),
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
    'networkBreaches',
    /orders-worker cannot reach dapr:50001/,
    (model) => set(policy(model, 'worker')['spec'], 'egress', []),
  ],
  [
    'oneOwnerOfPods',
    /2 say how many pods Deployment\/orders-worker has \(W01\)/,
    (model) => set(one(model, 'Deployment', 'orders-worker')['spec'], 'replicas', 2),
  ],
  ['oneOwnerOfPods', /0 say how many/, (model) => without(model, 'HorizontalPodAutoscaler')],
  [
    'autoscalersWork',
    /R10/,
    (model) =>
      set(at(one(model, 'HorizontalPodAutoscaler'), 'spec', 'scaleTargetRef'), 'name', 'nowhere'),
  ],
  [
    'autoscalersWork',
    /W02/,
    (model) => remove(at(container(model, 'orders-worker'), 'resources', 'requests'), 'memory'),
  ],
  [
    'autoscalersWork',
    /does not look at the CPU/,
    (model) => set(one(model, 'HorizontalPodAutoscaler')['spec'], 'metrics', []),
  ],
  [
    'autoscalersWork',
    /the memory of something else than its component/,
    (model) =>
      set(
        at(
          listAt(one(model, 'HorizontalPodAutoscaler'), 'spec', 'metrics')[0],
          'containerResource',
        ),
        'container',
        'daprd',
      ),
  ],
  [
    'autoscalersWork',
    /less at most/,
    (model) => set(one(model, 'HorizontalPodAutoscaler')['spec'], 'maxReplicas', 0),
  ],
  [
    'wavesFollowReferences',
    /HorizontalPodAutoscaler.* needs Deployment/,
    (model) => wave(one(model, 'HorizontalPodAutoscaler'), '0'),
  ],
  [
    'monitorsSee',
    /no port of one Service/,
    (model) => set(listAt(one(model, 'ServiceMonitor'), 'spec', 'endpoints')[0], 'port', 'metrics'),
  ],
  [
    'monitorsSee',
    /no port of one Service/,
    (model) => set(at(one(model, 'ServiceMonitor'), 'spec', 'selector'), 'matchLabels', {}),
  ],
  [
    'monitorsSee',
    /asks no path/,
    (model) => remove(listAt(one(model, 'ServiceMonitor'), 'spec', 'endpoints')[0], 'path'),
  ],
  [
    'monitorsSee',
    /does not find PrometheusRule/,
    (model) => set(at(one(model, 'PrometheusRule'), 'metadata', 'labels'), 'release', 'other'),
  ],
  ['monitorsSee', /nobody asks orders-api/, (model) => without(model, 'ServiceMonitor')],
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
    'dashboardsLoad',
    /holds no dashboard/,
    (model) => set(at(one(model, 'ConfigMap', 'orders-api-dashboard'), 'data'), 'x.json', '{'),
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
  [
    'networkBreaches',
    /prometheus cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /orders-api cannot reach orders-worker/,
    (model) => set(policy(model, 'worker')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /orders-api cannot reach dns:53/,
    (model) => set(policy(model, 'api')['spec'], 'egress', []),
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /nobody declares gateway>orders-api:22/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', [{}]),
  ],
  [
    'unprotected',
    /no policy protects orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'policyTypes', ['Ingress']),
  ],
  ['schemaErrors', /additional/, (model) => set(one(model, 'Cluster')['spec'], 'instancez', 3)],
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
  ['schemaErrors', /type/, (model) => set(one(model, 'Deployment')['spec'], 'replicas', 'two')],
];

describe('every invariant is seen to fail', () => {
  test.each(
    breaches.map(
      (breach, index) => [`${breach[0]} ${String(breach[1])} ${String(index)}`, ...breach] as const,
    ),
  )('%s', (_, invariant, said, plant, behind) => {
    const plan = behind === undefined ? everything : everythingBehind[behind];
    const [environment] = plan.environments;
    if (environment === undefined) throw new Error('no environment');
    const model = structuredClone(modelOf(plan, environment));
    expect(all[invariant](model)).toEqual([]);
    plant(model);
    expect(all[invariant](model)).toContainEqual(expect.stringMatching(said));
  });

  test('none is left out', () => {
    expect(
      Object.keys(all).filter((name) => !breaches.some(([invariant]) => invariant === name)),
    ).toEqual([]);
  });

  test('the model holds every kind of object', () => {
    const [environment] = everything.environments;
    const kinds =
      environment === undefined
        ? []
        : [...new Set(modelOf(everything, environment).objects.map(({ kind }) => kind))];
    expect(kinds).toHaveLength(19);
  });
});
