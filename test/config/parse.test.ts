import { expect, test } from 'vitest';
import { parseConfig, tryParse } from '../../src/config/parse/parse.ts';
import { UserError } from '../../src/errors.ts';

const minimal = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
};
const both = {
  dev: { branch: 'dev', deploy: 'on-push' },
  prod: { branch: 'main', deploy: 'on-promotion' },
};
const with_ = (changes: object): object => ({ ...minimal, ...changes });
const server = (changes: object): object => with_({ components: { server: changes } });
const prod = (overrides: object, more: object = {}): object =>
  with_({ environments: { ...both, prod: { ...both.prod, overrides } }, ...more });
const pg = { kind: 'postgres', backup: { kind: 'none', reason: 'a test' } };
const store = (changes: object, more: object = {}): object =>
  with_({ dataStores: { db: { ...pg, ...changes } }, ...more });

const dapr = { kind: 'dapr', broker: { kind: 'kafka' }, topics: { taken: 'orders.taken' } };
const events = (changes: object, more: object = {}, dataStores: object = {}): object =>
  with_({ components: { server: changes }, messaging: { ...dapr, ...more }, dataStores });

const acceptedBy = (input: object) => 'config' in tryParse(input);

test.each(['0.5', '0.001', '0.01', '0.010', '1', '1.5', '100m'])('%s is a CPU quantity', (cpu) => {
  expect(acceptedBy(server({ resources: { limits: { cpu: '9' }, requests: { cpu } } }))).toBe(true);
});

test.each(['0 2 * * *', '*/10 */12 */15 */6 6', '59 23 31 12 0', '05 08 01 02 *'])(
  '%s is a schedule',
  (schedule) => {
    expect(
      acceptedBy(
        store({ backup: { kind: 'object-store', destination: 's3://backups', schedule } }),
      ),
    ).toBe(true);
  },
);

/** Two components in one folder. */
const python = (a: object, b: object, dockerfile?: string) =>
  with_({
    components: {
      a: { runtime: { kind: 'python', ...a } },
      b: {
        runtime: { kind: 'python', ...b },
        routes: [],
        build: dockerfile === undefined ? {} : { dockerfile },
      },
    },
  });

const gatewayApi = { kind: 'gateway-api', gateway: 'gateways/public' };
/** A host behind a back-end, and the routes of the only component. */
const routed = (routing: object, routes: readonly object[]) =>
  with_({
    routing,
    components: { server: { routes } },
    environments: { dev: { ...both.dev, hosts: ['a.example.com'] } },
  });

test('TLS takes the usual issuer, and other names of its class are taken for ingress-nginx too', () => {
  const { routing } = parseConfig(
    with_({
      routing: { kind: 'ingress', className: 'nginx-internal', tls: {} },
      components: {
        server: { routes: [{ path: '/', timeout: '6h', retries: { attempts: 1, perTry: '9s' } }] },
      },
    }),
  );
  expect(routing).toEqual({
    kind: 'ingress',
    className: 'nginx-internal',
    controllerNamespace: 'ingress-nginx',
    tls: { issuer: 'letsencrypt-prod' },
  });
});

const rows: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['nothing at all', undefined, [': required: { name: …, repository: …, components: … }']],
  ['text', 'x', [': must be { name: …, repository: …, components: … }, not "x"']],
  [
    'an empty object',
    {},
    ['components: required: object', 'name: required: text', 'repository: required: text'],
  ],

  // Unknown keys.
  [
    'an unknown key at the top',
    with_({ enviroments: {} }),
    ['enviroments: unknown key; did you mean "environments"?'],
  ],
  [
    'an unknown key that resembles none',
    with_({ zzzzzzzzzz: 1 }),
    [
      'zzzzzzzzzz: unknown key; known keys: name, system, description, repository, owners, ' +
        'registry, components, dataStores, environments, packaging, delivery, secrets, ' +
        'routing, messaging, monitoring, infrastructure, ci, decisions',
    ],
  ],
  [
    'an unknown key of a component',
    server({ replica: 2 }),
    ['components.server.replica: unknown key; did you mean "replicas"?'],
  ],
  [
    'an unknown key deep down',
    server({ resources: { limits: { memroy: '1Gi' } } }),
    ['components.server.resources.limits.memroy: unknown key; did you mean "memory"?'],
  ],
  [
    'an unknown key inside a union',
    store({ storge: '1Gi' }),
    ['dataStores.db.storge: unknown key; did you mean "storage"?'],
  ],
  [
    'an unknown key inside a union in a union',
    store({ backup: { kind: 'object-store', destination: 's3://backups', shedule: '0 1 * * *' } }),
    ['dataStores.db.backup.shedule: unknown key; did you mean "schedule"?'],
  ],
  [
    'an unknown key of a list item',
    server({ routes: [{ path: '/', timout: '1s' }] }),
    ['components.server.routes.0.timout: unknown key; did you mean "timeout"?'],
  ],
  [
    'an unknown key of an environment',
    with_({ environments: { dev: { ...both.dev, host: [] } } }),
    ['environments.dev.host: unknown key; did you mean "hosts"?'],
  ],
  [
    'an unknown key in overrides',
    prod({ component: {} }),
    ['environments.prod.overrides.component: unknown key; did you mean "components"?'],
  ],
  [
    'an unknown key inside overrides',
    prod({ components: { server: { replica: 2 } } }),
    [
      'environments.prod.overrides.components.server.replica: unknown key; did you mean "replicas"?',
    ],
  ],
  [
    'a key of another member of the union',
    with_({ dataStores: { cache: { kind: 'redis', storage: '1Gi' } } }),
    [
      'dataStores.cache.storage: unknown key: it belongs to { kind: "postgres" }; ' +
        'known keys here: kind, variable, image, objectName, secretName, maxMemory, ' +
        'eviction, resources, persistence',
    ],
  ],

  // Wrong types and values.
  [
    'a number as text',
    server({ port: '3000' }),
    ['components.server.port: must be a whole number, not "3000": write 3000'],
  ],
  [
    'a privileged port',
    server({ port: 80 }),
    [
      'components.server.port: invalid value 80: use an unprivileged port, ' +
        '1024 or above: the container does not run as root',
    ],
  ],
  [
    'an environment variable that is a number',
    server({ env: { LEVEL: 3 } }),
    ['components.server.env.LEVEL: must be text: write "3"'],
  ],
  [
    'an unknown kind',
    with_({ routing: { kind: 'nginx' } }),
    ['routing.kind: must be one of "none", "istio", "gateway-api", "ingress"'],
  ],
  [
    'a store without a kind',
    with_({ dataStores: { db: {} } }),
    ['dataStores.db.kind: required: one of "postgres", "redis", "external"'],
  ],
  [
    'a floating image',
    store({ image: 'docker.io/library/postgres:latest' }),
    [
      'dataStores.db.image: invalid value "docker.io/library/postgres:latest": ' +
        'use an image with a fixed tag or digest, such as ' +
        'docker.io/library/redis:8.2.2-alpine (never latest)',
    ],
  ],
  [
    'a control character',
    server({ env: { A: 'a\u0085b' } }),
    ['components.server.env.A: use printable characters on one line'],
  ],
  [
    'no CPU at all',
    server({ resources: { requests: { cpu: '0.0' } } }),
    [
      'components.server.resources.requests.cpu: invalid value "0.0": use a CPU quantity such as 100m or 2',
    ],
  ],
  [
    'no memory at all',
    server({ resources: { limits: { memory: '0Mi' } } }),
    [
      'components.server.resources.limits.memory: invalid value "0Mi": use a quantity such as 128Mi, 4Gi or 1Ti',
    ],
  ],
  ...[
    '60 2 * * *',
    '0 24 * * *',
    '0 2 0 * *',
    '0 2 * 13 *',
    '0 2 * * 7',
    '*/0 * * * *',
    '0 2 * *',
  ].map(
    (schedule) =>
      [
        `the schedule ${schedule}`,
        store({ backup: { kind: 'object-store', destination: 's3://backups', schedule } }),
        [
          `dataStores.db.backup.schedule: invalid value "${schedule}": ` +
            'use five cron fields of valid numbers, * or */n, such as 0 2 * * *',
        ],
      ] as const,
  ),
  [
    'a path that Windows shortens',
    server({ build: { context: 'a./b' } }),
    [
      'components.server.build.context: invalid value "a./b": ' +
        'use a relative path inside the repository, such as src/data',
    ],
  ],
  [
    'a path out of the repository',
    server({ runtime: { kind: 'node', copy: ['../x'] } }),
    [
      'components.server.runtime.copy.0: invalid value "../x": ' +
        'use a relative path inside the repository, such as src/data',
    ],
  ],

  [
    'text instead of a list',
    with_({ environments: { dev: { ...both.dev, hosts: 'a.example.com' } } }),
    ['environments.dev.hosts: must be a list, not "a.example.com": write ["a.example.com"]'],
  ],
  [
    'text instead of an object',
    server({ routes: ['/api'] }),
    ['components.server.routes.0: must be { path: … }, not "/api": write { path: "/api" }'],
  ],
  [
    'text instead of a list of objects',
    server({ routes: '/api' }),
    ['components.server.routes: must be a list, not "/api": write [{ path: "/api" }]'],
  ],
  [
    'a kind instead of an object',
    server({ runtime: 'python' }),
    [
      'components.server.runtime: must be one of { kind: "node" }, { kind: "next" }, ' +
        '{ kind: "python" }, { kind: "custom" }, not "python": write { kind: "python" }',
    ],
  ],
  [
    'a number instead of text',
    server({ resources: { limits: { cpu: 2 } } }),
    ['components.server.resources.limits.cpu: must be text, not 2: write "2"'],
  ],
  [
    'retries without the time for each',
    server({ routes: [{ path: '/', retries: 3 }] }),
    ['components.server.routes.0.retries: must be one of 0, { attempts: …, perTry: … }, not 3'],
  ],
  [
    'half a pod',
    server({ replicas: 1.5 }),
    ['components.server.replicas: must be a whole number, not 1.5'],
  ],
  [
    'no pod',
    server({ replicas: 0 }),
    ['components.server.replicas: invalid value 0: must be at least 1'],
  ],
  [
    'many pods',
    server({ replicas: 101 }),
    ['components.server.replicas: invalid value 101: must be at most 100'],
  ],
  [
    'no port',
    server({ egress: [{ cidr: '10.0.0.0/8', ports: [] }] }),
    ['components.server.egress.0.ports: must have at least 1 item(s)'],
  ],
  [
    'an environment that is not said to be built or promoted',
    with_({ environments: { dev: { branch: 'dev' } } }),
    ['environments.dev.deploy: required: one of "on-push", "on-promotion"'],
  ],
  [
    'a layout without charts',
    with_({ packaging: { kind: 'kustomize', layout: 'umbrella' } }),
    ['packaging.layout: unknown key: it belongs to { kind: "helm" }; known keys here: kind'],
  ],
  [
    'TLS of routes behind a Gateway',
    with_({ routing: { kind: 'istio', gateway: 'a/b', tls: {} } }),
    [
      'routing.tls: unknown key: it belongs to { kind: "ingress" }; behind a Gateway, TLS is set on the Gateway itself',
    ],
  ],

  [
    'a variable of CI in an environment variable under Argo CD',
    server({ env: { URL: 'https://${DOMAIN}/x', LOG: '$HOME ${home} $(HOME) ${{ x }}' } }),
    [
      'components.server.env.URL: "${DOMAIN}" is a variable of CI, ' +
        'but Argo CD reads only git: write the value in full, or use push delivery: ' +
        'delivery: { kind: "push" }',
    ],
  ],
  [
    'one that only production has',
    prod({ components: { server: { env: { URL: '${DOMAIN}' } } } }),
    [
      'environments.prod.overrides.components.server.env.URL: ' +
        '"${DOMAIN}" is a variable of CI, but Argo CD reads only git: ' +
        'write the value in full, or use push delivery: delivery: { kind: "push" }',
    ],
  ],

  // Names that Kubernetes would refuse.
  [
    'an upper-case name',
    with_({ name: 'Orders' }),
    [
      'name: invalid value "Orders": use lower-case letters, digits and dashes, starting with a letter',
    ],
  ],
  [
    'a long name',
    with_({ name: 'a'.repeat(41) }),
    ['name: use at most 40 characters, because names derived from it must stay within 63'],
  ],
  [
    'a component with an underscore',
    with_({ components: { my_server: {} } }),
    [
      'components.my_server: invalid name: use lower-case letters, digits and dashes, starting with a letter',
    ],
  ],
  [
    'an environment that is a number',
    with_({ environments: { 2024: both.dev } }),
    [
      'environments.2024: invalid name: use lower-case letters, digits and dashes, starting with a letter',
    ],
  ],
  [
    'derived names that are too long',
    with_({
      name: 'a'.repeat(40),
      components: { ['b'.repeat(30)]: {}, c: { routes: [], build: { context: 'c' } } },
    }),
    [
      `components.${'b'.repeat(30)}.objectName: the derived name ` +
        `"${'a'.repeat(40)}-${'b'.repeat(30)}" has more than 63 characters; ` +
        'set a shorter one here',
    ],
  ],
  [
    'a namespace that is too long',
    with_({ system: 's'.repeat(40), environments: { ['e'.repeat(40)]: both.dev } }),
    [
      `environments.${'e'.repeat(40)}.namespace: ` +
        `the derived name "${'s'.repeat(40)}-${'e'.repeat(40)}" has more than 63 characters; ` +
        'set a shorter one here',
    ],
  ],

  // Rules over the whole config.
  ['no component', with_({ components: {} }), ['components: must have at least one component']],
  [
    'no environment',
    with_({ environments: {} }),
    ['environments: must have at least one environment'],
  ],
  [
    'a first environment without a build',
    with_({ environments: { prod: both.prod } }),
    ['environments.prod.deploy: the first environment cannot be promoted to: use "on-push"'],
  ],
  [
    'a second environment that builds',
    with_({ environments: { ...both, prod: { ...both.prod, deploy: 'on-push' } } }),
    [
      'environments.prod.deploy: only the first environment builds: ' +
        'use "on-promotion", so that what runs here was tested before',
    ],
  ],
  [
    'one branch twice',
    with_({ environments: { ...both, prod: { ...both.prod, branch: 'dev' } } }),
    ['environments.prod.branch: branch "dev" already belongs to another environment'],
  ],
  [
    'one namespace twice',
    with_({ environments: { ...both, prod: { ...both.prod, namespace: 'orders-dev' } } }),
    ['environments.prod.namespace: two environments cannot share a namespace on one cluster'],
  ],
  [
    'one host twice',
    with_({
      routing: { kind: 'istio', gateway: 'a/b' },
      environments: {
        dev: { ...both.dev, hosts: ['a.example.com'] },
        prod: { ...both.prod, hosts: ['a.example.com'] },
      },
    }),
    [
      'environments.prod.hosts: host "a.example.com" is listed in environments.dev.hosts ' +
        'too: give each environment its own hosts',
    ],
  ],

  // Rules over one environment.
  [
    'a component that only one environment has',
    prod({ components: { servr: { routes: [], build: { context: 'b' } } } }),
    [
      'environments.prod.overrides.components.servr: unknown key of components; did you mean "server"?',
    ],
  ],
  [
    'a component that one environment lacks',
    prod({ components: { server: null, other: { routes: [], build: { context: 'b' } } } }),
    [
      'environments.prod.overrides.components.other: unknown key of components (known: server)',
      'environments.prod.overrides.components.server: cannot be removed in one environment',
    ],
  ],
  [
    'another port in production',
    prod({ components: { server: { port: 4000 } } }),
    [
      'environments.prod.overrides.components.server.port: ' +
        'must be the same in every environment: the tested image is the one that is promoted',
    ],
  ],
  [
    'another name of a store in production',
    prod({ dataStores: { db: { objectName: 'x' } } }, { dataStores: { db: pg } }),
    ['environments.prod.overrides.dataStores.db.objectName: must not differ between environments'],
  ],
  [
    'another kind of store in production',
    prod({ dataStores: { db: { kind: 'redis' } } }, { dataStores: { db: pg } }),
    [
      'environments.prod.overrides.dataStores.db.kind: cannot be overridden: kind is "postgres" in all environments',
    ],
  ],
  [
    'another kind of backup in production',
    prod(
      { dataStores: { db: { backup: { kind: 'object-store', destination: 's3://backups' } } } },
      { dataStores: { db: pg } },
    ),
    [
      'environments.prod.overrides.dataStores.db.backup.kind: cannot be overridden: kind is "none" in all environments',
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
    'a host without routing',
    with_({ environments: { dev: { ...both.dev, hosts: ['a.example.com'] } } }),
    [
      'environments.dev.hosts: hosts require routing: ' +
        'set, for example, { kind: "istio", gateway: "istio-system/public" }, ' +
        '{ kind: "gateway-api", gateway: "gateways/public" } or { kind: "ingress" }',
    ],
  ],
  [
    'hosts that lead nowhere',
    routed({ kind: 'istio', gateway: 'a/b' }, []),
    [
      'environments.dev.hosts: no component has a route, so nothing would answer: ' +
        'add a route to one, such as { path: "/" }, or remove the hosts',
    ],
  ],
  [
    'retries behind Gateway API',
    routed(gatewayApi, [{ path: '/', retries: { attempts: 2, perTry: '5s' } }]),
    [
      'components.server.routes.0.retries: the standard channel of Gateway API does not ' +
        'support retries: write retries: 0, or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'a timeout that Gateway API cannot write',
    routed(gatewayApi, [{ path: '/', timeout: '100000h' }]),
    [
      'components.server.routes.0.timeout: Gateway API does not support a timeout of 100000h: ' +
        'write timeout: "99999h", or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
    ],
  ],
  [
    'more routes than an HTTPRoute takes',
    routed(
      gatewayApi,
      Array.from({ length: 17 }, (_, index) => ({ path: `/${index}` })),
    ),
    [
      'components: Gateway API takes 16 routes, not 17: ' +
        'set routing to { kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "ingress", … } of another class',
    ],
  ],
  [
    'one route twice but for a slash',
    routed(gatewayApi, [{ path: '/a' }, { path: '/a/' }]),
    ['components.server.routes.1.path: "/a" is already routed by components.server.routes.0'],
  ],
  [
    'a path with an empty segment',
    routed({ kind: 'ingress' }, [{ path: '/a//b' }]),
    [
      'components.server.routes.0.path: "/a//b" has a segment that is empty, ' +
        '"." or "..": write a path without it, or set routing to { kind: "istio", … }',
    ],
  ],
  [
    'a path that ingress-nginx refuses',
    routed({ kind: 'ingress' }, [{ path: '/~me' }]),
    [
      'components.server.routes.0.path: ingress-nginx does not allow "~" in "/~me": ' +
        'write a path of letters, digits, dots, dashes and underscores, ' +
        'or set routing to { kind: "istio", … } or { kind: "ingress", … } of another class ' +
        'or { kind: "gateway-api", … }',
    ],
  ],
  [
    'parts of a second behind ingress-nginx',
    routed({ kind: 'ingress' }, [
      { path: '/', timeout: '2500ms', retries: { attempts: 1, perTry: '900ms' } },
    ]),
    [
      'components.server.routes.0.retries: ingress-nginx supports only whole seconds, ' +
        'not 900ms: write perTry: "1s", or set routing to { kind: "istio", … }',
      'components.server.routes.0.timeout: ingress-nginx supports only whole seconds, ' +
        'not 2500ms: write timeout: "3s", or set routing to { kind: "istio", … } or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'retries and timeouts behind a controller that we do not know',
    routed({ kind: 'ingress', className: 'traefik' }, [
      { path: '/', timeout: '60s', retries: { attempts: 1, perTry: '9s' } },
    ]),
    [
      'components.server.routes.0.retries: retries are supported only by ingress-nginx: ' +
        'write retries: 0, or set routing to { kind: "istio", … } or ' +
        '{ kind: "ingress", … } of class "nginx"',
      'components.server.routes.0.timeout: timeouts are supported only by ingress-nginx: ' +
        'write no timeout here, and set one at the controller, or set routing to ' +
        '{ kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'a class that only production changes',
    with_({
      routing: { kind: 'ingress' },
      components: { server: { routes: [{ path: '/', timeout: '1m' }] } },
      environments: {
        ...both,
        prod: { ...both.prod, overrides: { routing: { className: 'traefik' } } },
      },
    }),
    [
      'environments.prod.overrides.components.server.routes.0.timeout: ' +
        'timeouts are supported only by ingress-nginx: ' +
        'write no timeout here, and set one at the controller, or set routing to ' +
        '{ kind: "istio", … } or { kind: "ingress", … } of class "nginx" or ' +
        '{ kind: "gateway-api", … }',
    ],
  ],
  [
    'another back-end in production',
    with_({
      routing: gatewayApi,
      environments: {
        ...both,
        prod: { ...both.prod, overrides: { routing: { kind: 'ingress' } } },
      },
    }),
    [
      'environments.prod.overrides.routing.kind: cannot be overridden: kind is "gateway-api" in all environments',
    ],
  ],
  [
    'a gateway without a namespace',
    with_({ routing: { kind: 'gateway-api', gateway: 'public' } }),
    [
      'routing.gateway: invalid value "public": use <namespace>/<name>, such as istio-system/public',
    ],
  ],
  [
    'an issuer that is no name',
    with_({ routing: { kind: 'ingress', tls: { issuer: 'Let’s Encrypt' } } }),
    [
      'routing.tls.issuer: invalid value "Let’s Encrypt": ' +
        'use lower-case letters, digits and dashes, starting with a letter',
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
    'one route twice',
    with_({ components: { a: {}, b: { build: { context: 'b' } } } }),
    ['components.b.routes.0.path: "/" is already routed by components.a.routes.0'],
  ],
  [
    'one build folder for two components',
    with_({ components: { a: {}, b: { routes: [] } } }),
    [
      'components.b.build.context: folder "." already belongs to another component; give each component its own folder',
    ],
  ],
  [
    'one Dockerfile for two components',
    with_({
      components: {
        a: { build: { context: 'a' } },
        b: { build: { context: 'b', dockerfile: 'a/Dockerfile' }, routes: [] },
      },
    }),
    [
      'components.b.build.dockerfile: "a/Dockerfile" is already the Dockerfile of "a"; ' +
        'use another name, such as "a/Dockerfile.b"',
    ],
  ],
  [
    'one Dockerfile for two components in Python',
    python({}, {}),
    [
      'components.b.build.dockerfile: "Dockerfile" is already the Dockerfile of "a"; ' +
        'use another name, such as "Dockerfile.b"',
    ],
  ],
  [
    'one folder for two versions of Python',
    python({}, { version: '3.12' }, 'Dockerfile.b'),
    [
      'components.b.runtime.version: must be "3.13", as for "a": both share the packages of folder "."',
    ],
  ],
  [
    'one folder for two package managers',
    python({ packageManager: 'pip' }, {}, 'Dockerfile.b'),
    [
      'components.b.runtime.packageManager: must be "pip", as for "a": both share the packages of folder "."',
    ],
  ],
  [
    'one module for two components',
    python({}, { module: 'app.main' }, 'Dockerfile.b'),
    ['components.b.runtime.module: "app.main" already starts "a"; use another module'],
  ],
  [
    'a module of the starter',
    server({ runtime: { kind: 'python', module: 'app.core.x' } }),
    [
      'components.server.runtime.module: "app.core.x" is part of the starter; ' +
        'use another module, or set starter: false',
    ],
  ],
  [
    'a module without a package',
    server({ runtime: { kind: 'python', module: 'main' } }),
    [
      'components.server.runtime.module: invalid value "main": use a module in a package, such as app.main',
    ],
  ],
  [
    'folders that a Mac takes for one',
    with_({
      components: {
        a: { build: { context: 'apps/a' }, runtime: { kind: 'node', copy: ['Data', 'data'] } },
        b: { build: { context: 'Apps/b' }, routes: [] },
      },
    }),
    [
      'components.a.runtime.copy.1: "apps/a/data" differs from "apps/a/Data" only in case, ' +
        'which macOS and Windows ignore: write both alike, or use another name',
      'components.b.build.context: "Apps" differs from "apps" only in case, ' +
        'which macOS and Windows ignore: write both alike, or use another name',
    ],
  ],
  [
    'a Dockerfile where a folder is',
    with_({
      components: {
        a: { build: { context: 'a', dockerfile: 'data' } },
        b: { build: { context: 'data/b' }, routes: [] },
      },
    }),
    ['components.a.build.dockerfile: "data" must be a file, but "data/b" needs it as a folder'],
  ],
  [
    'a Python version that we do not pin',
    server({ runtime: { kind: 'python', version: '3.10' } }),
    [
      'components.server.runtime.version: must be one of "3.11", "3.12", "3.13", "3.14", not "3.10"',
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
  [
    'a connection URL in plain sight',
    with_({ dataStores: { db: pg }, components: { server: { env: { DB_URL: 'x' } } } }),
    [
      'components.server.env.DB_URL: is the connection URL of a data store, ' +
        'which comes from a secret; remove it here or set the variable of the store',
    ],
  ],
  [
    'one connection URL for two stores',
    with_({
      dataStores: { db: { ...pg, variable: 'URL' }, cache: { kind: 'redis', variable: 'URL' } },
    }),
    ['dataStores.cache.variable: URL is already the connection URL of another data store'],
  ],
  [
    'one name for two things',
    with_({ dataStores: { orders: { kind: 'redis' } } }),
    [
      'dataStores.orders.objectName: "orders" is already the name of other Kubernetes ' +
        'objects of this service; set another objectName',
    ],
  ],
  [
    'a name that the operator takes',
    with_({ dataStores: { db: pg, 'db-rw': { kind: 'redis' } } }),
    [
      'dataStores.db-rw.objectName: "db-rw" is already the name of other Kubernetes ' +
        'objects of this service; set another objectName',
    ],
  ],
  [
    'one secret for two stores',
    with_({
      dataStores: { db: { ...pg, secretName: 's' }, cache: { kind: 'redis', secretName: 's' } },
    }),
    ['dataStores.cache.secretName: the secret "s" already belongs to another data store'],
  ],
  [
    'a backup in the secret of its store',
    store({
      secretName: 's',
      backup: { kind: 'object-store', destination: 's3://backups', secretName: 's' },
    }),
    [
      'dataStores.db.backup.secretName: the secret "s" already contains the credentials of a data store',
    ],
  ],
  [
    'the secret that pulls images',
    server({ secretEnv: { A: { secret: 'registry-credentials', key: 'A' } } }),
    [
      'components.server.secretEnv.A.secret: "registry-credentials" is the image pull secret; choose another name',
    ],
  ],

  [
    'another secret that pulls images',
    with_({
      registry: { kind: 'ghcr', pullSecret: 'pull' },
      components: { server: { secretEnv: { A: { secret: 'pull', key: 'A' } } } },
    }),
    ['components.server.secretEnv.A.secret: "pull" is the image pull secret; choose another name'],
  ],
  [
    'an external store in the secret of another',
    with_({
      dataStores: {
        cache: { kind: 'redis' },
        neon: { kind: 'external', secret: { name: 'cache-auth' } },
      },
    }),
    [
      'dataStores.neon.secret.name: the secret "cache-auth" already contains the credentials of a data store',
    ],
  ],

  [
    'an event without messaging',
    server({ publishes: ['taken'] }),
    [
      'components.server.publishes: topic "taken" requires messaging: ' +
        'set, for example, messaging: { kind: "dapr", broker: { kind: "kafka" }, ' +
        'topics: { "taken": "taken" } }',
    ],
  ],
  [
    'Dapr without a broker',
    with_({ messaging: { kind: 'dapr' } }),
    ['messaging.broker: required: { kind: "kafka" }'],
  ],
  [
    'a topic that is not there',
    events({ publishes: ['takn'] }),
    [
      'components.server.publishes: unknown topic "takn" in messaging.topics; did you mean "taken"?',
    ],
  ],
  [
    'a topic twice',
    events({ subscribes: ['taken', 'taken'] }),
    ['components.server.subscribes: "taken" is listed twice'],
  ],
  [
    'messaging that nobody uses',
    events({}),
    [
      'messaging: no component publishes, subscribes or uses the state store: ' +
        'add topics to publishes and subscribes of components, or set { kind: "none" }',
    ],
  ],
  [
    'state in a store that is not there',
    events({ publishes: ['taken'] }, { state: 'cache' }),
    ['messaging.state: unknown Redis store "cache" (known: none)'],
  ],
  [
    'state in a cache',
    events({ publishes: ['taken'] }, { state: 'cache' }, { cache: { kind: 'redis' } }),
    [
      'dataStores.cache.eviction: allkeys-lru would evict state that Dapr keeps here ' +
        '(messaging.state): use "noeviction", or "volatile-lru" to ' +
        'evict only keys that expire',
    ],
  ],
  [
    'state that nobody keeps',
    events(
      { publishes: ['taken'], stores: [] },
      { state: 'cache' },
      { cache: { kind: 'redis', eviction: 'noeviction' } },
    ),
    ['messaging.state: no component has "cache" in its stores: add it there, or omit state'],
  ],
  [
    'one name for two components of Dapr',
    events(
      { publishes: ['taken'] },
      { state: 'cache', names: { pubsub: 'bus', state: 'bus' } },
      { cache: { kind: 'redis', eviction: 'noeviction' } },
    ),
    ['messaging.names.state: "bus" is already the pub/sub component; choose another name'],
  ],
  [
    'a port that the Dapr sidecar has',
    events({ publishes: ['taken'], port: 3500 }),
    [
      'components.server.port: 3500 is used by the Dapr sidecar in the same pod, ' +
        'which listens on 3500, 3501, 50001, 50002, 9090; choose another port',
    ],
  ],
  [
    'a variable that messaging sets',
    events({ publishes: ['taken'], env: { TOPIC_TAKEN: 'x' } }),
    ['components.server.env.TOPIC_TAKEN: TOPIC_TAKEN is set by messaging; choose another name'],
  ],
  [
    'one subscription for two components',
    with_({
      components: {
        'a-b': { build: { context: 'x' }, routes: [], subscribes: ['c'] },
        a: { build: { context: 'y' }, subscribes: ['b-c'] },
      },
      messaging: { ...dapr, topics: { c: 'c', 'b-c': 'd' } },
    }),
    [
      'components.a.subscribes: the subscription "orders-a-b-c" already belongs to another component; rename the topic',
    ],
  ],
  [
    'a topic that production lacks',
    prod(
      { messaging: { topics: { taken: null } } },
      { components: { server: { publishes: ['taken'] } }, messaging: dapr },
    ),
    [
      'environments.prod.overrides.components.server.publishes: ' +
        'unknown topic "taken" in messaging.topics (known: none)',
    ],
  ],

  [
    'a topic that only one environment has',
    prod(
      { messaging: { topics: { takn: 'test.taken' } } },
      { components: { server: { publishes: ['taken'] } }, messaging: dapr },
    ),
    [
      'environments.prod.overrides.messaging.topics.takn: unknown key of messaging.topics; did you mean "taken"?',
    ],
  ],

  [
    'several problems at once',
    { ...minimal, name: 'X', ports: 1, components: { server: { port: 1, env: { '1A': 'x' } } } },
    [
      'components.server.env.1A: invalid name: use letters, digits and underscores, not starting with a digit',
      'components.server.port: invalid value 1: use an unprivileged port, ' +
        '1024 or above: the container does not run as root',
      'name: invalid value "X": use lower-case letters, digits and dashes, starting with a letter',
      'ports: unknown key; known keys: name, system, description, repository, owners, ' +
        'registry, components, dataStores, environments, packaging, delivery, secrets, ' +
        'routing, messaging, monitoring, infrastructure, ci, decisions',
    ],
  ],
];

test.each(rows)('%s is refused with path and reason', (_, input, issues) => {
  const outcome = tryParse(input);
  expect(
    'issues' in outcome
      ? outcome.issues.map(({ path, message }) => `${path}: ${message}`).sort()
      : outcome,
  ).toEqual(issues);
});

/** A typo at the top, a wrong value, another kind in production, and what breaks rules. */
const broken = with_({
  replica: 1,
  routing: gatewayApi,
  dataStores: { db: { kind: 'postgres' }, cache: { kind: 'redis' } },
  components: {
    server: {
      port: 80,
      routes: [{ path: '/a', retries: { attempts: 2, perTry: '5s' } }],
      calls: ['web'],
    },
    web: {
      routes: [{ path: '/a' }],
      build: { context: 'web' },
      shutdown: { delay: '30s', grace: '30s' },
    },
  },
  environments: {
    dev: { ...both.dev, hosts: ['${DOMAIN}.example.com'] },
    prod: {
      ...both.prod,
      branch: 'dev',
      overrides: {
        dataStores: { cache: { kind: 'postgres' } },
        components: { web: { replica: 3 } },
      },
    },
  },
});

test('a value that is wrong hides nothing else that is wrong', () => {
  const outcome = tryParse(broken);
  expect('issues' in outcome ? outcome.issues.map(({ path }) => path).sort() : []).toEqual([
    'components.server.port',
    'components.server.routes.0.retries',
    'components.web.routes.0.path',
    'components.web.shutdown.grace',
    'environments.dev.hosts.0',
    'environments.prod.branch',
    'environments.prod.overrides.components.web.replica',
    'environments.prod.overrides.dataStores.cache.kind',
    'replica',
  ]);
});

test.each([
  [
    'a missing topic list',
    events({ publishes: ['taken'] }, { topics: 'taken' }),
    'messaging.topics',
  ],
  [
    'a store that nobody can read',
    with_({ dataStores: { db: { kind: 'postgrs' } }, components: { server: { stores: ['db'] } } }),
    'dataStores.db.kind',
  ],
  [
    'environments by another name',
    with_({ enviroments: both, dataStores: { db: { kind: 'postgres' } } }),
    'enviroments',
  ],
  [
    'a component with a bad name',
    with_({ components: { server: { calls: ['web'] }, my_web: {} } }),
    'components.my_web',
  ],
  [
    'an environment that is text',
    with_({ environments: { dev: 'dev', prod: both.prod } }),
    'environments.dev',
  ],
])(
  '%s brings no complaint about what follows from it, and the letter says that more may come',
  (_, input, path) => {
    expect(tryParse(input)).toMatchObject({ issues: [{ path }], isComplete: false });
    expect(thrown(() => parseConfig(input))).toMatchObject({
      message: expect.stringMatching(/\nFix these first; .*\.$/) as unknown,
    });
  },
);

test('a letter that says everything promises no more', () => {
  expect(thrown(() => parseConfig(with_({ prot: 1 })))).toMatchObject({
    message: expect.not.stringContaining('More may') as unknown,
  });
});

test('every problem stands in one letter, with exit code 2', () => {
  const error = thrown(() => parseConfig({ ...minimal, name: 'X', prot: 1 }));
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(
      /^The config has 2 problem\(s\):\n {2}name: .*\n {2}prot: /,
    ) as unknown,
  });
});

test('overrides merge objects, replace lists, and remove with null', () => {
  const config = parseConfig(
    with_({
      components: {
        server: {
          env: { A: '1', B: '2', C: '3' },
          routes: [{ path: '/' }, { path: '/mcp' }],
          replicas: 3,
        },
      },
      environments: {
        ...both,
        prod: {
          ...both.prod,
          overrides: {
            components: {
              server: {
                env: { B: 'two', C: null, D: '4' },
                routes: [{ path: '/only' }],
                replicas: null,
              },
            },
          },
        },
      },
    }),
  );
  const [dev, production] = config.environments.map(({ here }) => here.components['server']);
  expect(dev).toMatchObject({ env: { A: '1', B: '2', C: '3' }, replicas: 3 });
  expect(production?.env).toEqual({ A: '1', B: 'two', D: '4' });
  expect(production?.routes.map(({ path }) => path)).toEqual(['/only']);
  expect(production?.replicas).toBeUndefined();
});

test('bounds of an autoscaler that is off stand beside replicas', () => {
  const bounds = { enabled: false, min: 1, max: 2 };
  expect(acceptedBy(server({ replicas: 3, autoscaling: bounds }))).toBe(true);
  expect(acceptedBy(server({ replicas: 3, autoscaling: { ...bounds, max: 1 } }))).toBe(false);
});

test('monitoring is switched on and off by environment', () => {
  const on = { kind: 'prometheus', interval: '1m' };
  const kinds = (shared: object, here: object) =>
    parseConfig(prod({ monitoring: here }, shared)).environments.map(
      ({ here: { monitoring } }) => monitoring.kind,
    );
  expect(kinds({}, on)).toEqual(['none', 'prometheus']);
  expect(kinds({ monitoring: { kind: 'none' } }, on)).toEqual(['none', 'prometheus']);
  expect(kinds({ monitoring: on }, { kind: 'none' })).toEqual(['prometheus', 'none']);
});

test('ten lines are a complete config, promoted from dev to prod', () => {
  expect(
    parseConfig(minimal).environments.map(({ name, branch, deploy }) => [name, branch, deploy]),
  ).toEqual([
    ['dev', 'dev', 'on-push'],
    ['prod', 'main', 'on-promotion'],
  ]);
});

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('components in Python share a folder, each with a Dockerfile and a module of its own', () => {
  expect(tryParse(python({}, {}, 'Dockerfile.b'))).toHaveProperty('config');
});
