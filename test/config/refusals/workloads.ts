import { with_, server, prod, store } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What a component cannot do. */
export const workloads: readonly Refusal[] = [
  [
    'an eviction after seconds by a taint that evicts nobody',
    server({
      tolerations: [
        { key: 'spot', effect: 'NoSchedule', tolerationSeconds: 60 },
        { key: 'spot', tolerationSeconds: 60 },
        { key: 'spot', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
    }),
    [0, 1].map(
      (index) =>
        `components.server.tolerations.${String(index)}.tolerationSeconds: only the effect "NoExecute" ` +
        'evicts pods: use it, or omit the seconds',
    ),
  ],
  [
    "a PriorityClass that is Kubernetes' own",
    server({ priorityClass: 'system-cluster-critical' }),
    [
      'components.server.priorityClass: invalid value "system-cluster-critical": Kubernetes keeps ' +
        'classes that begin with system- for its own pods: use one of yours',
    ],
  ],
  [
    'an autoscaler beside replicas',
    server({ replicas: 2, autoscaling: { min: 1, max: 2 } }),
    [
      'components.server.replicas: cannot be combined with autoscaling: ' +
        'omit replicas, or set replicas: null in the overrides that add autoscaling',
    ],
  ],
  [
    'an autoscaler that an environment brings beside replicas',
    prod(
      { components: { server: { autoscaling: { min: 1, max: 2 } } } },
      { components: { server: { replicas: 2 } } },
    ),
    [
      'environments.prod.overrides.components.server.replicas: ' +
        'cannot be combined with autoscaling: omit replicas, or set replicas: ' +
        'null in the overrides that add autoscaling',
    ],
  ],
  [
    'an autoscaler with less at most than at least',
    server({ autoscaling: { min: 3, max: 2 } }),
    ['components.server.autoscaling.max: 2 is less than the minimum of 3 pods'],
  ],
  [
    'autoscalers without room',
    with_({
      components: {
        a: { autoscaling: { min: 5, max: 2 } },
        b: { routes: [], build: { context: 'b' }, autoscaling: { min: 3, max: 1 } },
        c: { routes: [], build: { context: 'c' }, autoscaling: { min: 1, max: 1 } },
      },
    }),
    [
      'components.a.autoscaling.max: 2 is less than the minimum of 5 pods',
      'components.b.autoscaling.max: 1 is less than the minimum of 3 pods',
      'components.c.autoscaling.max: a maximum of one pod leaves nothing to scale: use 2 or more, or omit autoscaling',
    ],
  ],
  [
    'a period that Kubernetes refuses',
    server({ autoscaling: { min: 1, max: 2, scaleUp: { period: '31m' } } }),
    [
      'components.server.autoscaling.scaleUp.period: 31m is more than Kubernetes allows: at most 30m',
    ],
  ],
  [
    'metrics where readiness answers',
    server({ metrics: { path: '/health/ready' } }),
    [
      'components.server.metrics.path: "/health/ready" is already used; use another path, such as /metrics',
    ],
  ],
  [
    'metrics at another path in production',
    prod(
      { components: { server: { metrics: { path: '/m' } } } },
      { components: { server: { metrics: {} } } },
    ),
    [
      'environments.prod.overrides.components.server.metrics: ' +
        'must be the same in every environment: the tested image is the one that is promoted',
    ],
  ],
  [
    'the webhook of alerts in the secret of a store',
    store(
      { secretName: 's' },
      { monitoring: { kind: 'prometheus', slack: { channel: '#alerts', secret: 's' } } },
    ),
    ['monitoring.slack.secret: the secret "s" already contains the credentials of a data store'],
  ],
  [
    'the webhook of alerts in the pull secret',
    with_({
      monitoring: {
        kind: 'prometheus',
        slack: { channel: '#alerts', secret: 'registry-credentials' },
      },
    }),
    [
      'monitoring.slack.secret: "registry-credentials" is the image pull secret; choose another name',
    ],
  ],
  [
    'production without a backup',
    with_({ dataStores: { db: { kind: 'postgres' } } }),
    [
      'environments.prod.overrides.dataStores.db.backup: ' +
        'a production database requires a backup: set ' +
        '{ kind: "object-store", destination: "s3://…" }, or { kind: "none", reason: "…" } ' +
        'to run without one',
    ],
  ],
  [
    'one endpoint for liveness and readiness',
    server({ health: { live: '/up', ready: '/up' } }),
    [
      'components.server.health.ready: must differ from the liveness path "/up": ' +
        'readiness checks dependencies, and liveness must not, because an outage of a store ' +
        'would restart every pod',
    ],
  ],
  [
    'a store that is not there',
    server({ stores: ['db'] }),
    ['components.server.stores: unknown "db" (known: none)'],
  ],
  [
    'a check of a store that is not there',
    with_({
      dataStores: { cache: { kind: 'redis' } },
      components: { server: { health: { checks: { cache: { store: 'cahce' } } } } },
    }),
    ['components.server.health.checks.cache.store: unknown "cahce"; did you mean "cache"?'],
  ],
  [
    'a call to itself',
    server({ calls: ['server'] }),
    ['components.server.calls: unknown "server" (known: none)'],
  ],
  [
    'a request above its limit',
    server({ resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } }),
    ['components.server.resources.requests.cpu: 2 is more than the limit 1500m'],
  ],
  [
    'a store’s request above its limit',
    store({ resources: { requests: { memory: '2Gi' }, limits: { memory: '512Mi' } } }),
    ['dataStores.db.resources.requests.memory: 2Gi is more than the limit 512Mi'],
  ],
  [
    'a limit that only production lowers',
    prod(
      { components: { server: { resources: { limits: { cpu: '1' } } } } },
      { components: { server: { resources: { requests: { cpu: '2' } } } } },
    ),
    [
      'environments.prod.overrides.components.server.resources.requests.cpu: 2 is more than the limit 1',
    ],
  ],
  [
    'retries that never happen',
    server({ routes: [{ path: '/', timeout: '30s', retries: { attempts: 3, perTry: '10s' } }] }),
    [
      'components.server.routes.0.timeout: 30s is too short for 3 retries after the first ' +
        'try of 10s each: the retries would never happen',
    ],
  ],
  [
    'a shutdown that is killed',
    server({ shutdown: { delay: '30s', grace: '30s' } }),
    ['components.server.shutdown.grace: must be at least 5s longer than the delay 30s'],
  ],
  [
    'a variable that is secret and not',
    server({ env: { A: 'x' }, secretEnv: ['A'] }),
    ['components.server.env.A: is also in secretEnv; keep one of the two'],
  ],
  [
    'a secret variable twice',
    server({ secretEnv: ['A', 'A'] }),
    ['components.server.secretEnv: "A" is listed twice'],
  ],
  [
    'a variable that we set',
    server({ secretEnv: ['K8S_POD_NAME'] }),
    [
      'components.server.secretEnv: K8S_POD_NAME identifies the pod and is always set; choose another name',
    ],
  ],
];
