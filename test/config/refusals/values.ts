import { both, with_, server, prod, store } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

const canonical = 'use the canonical form, without host bits, which Kubernetes demands';

/** What has a wrong type, value or name. */
export const values: readonly Refusal[] = [
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
    ['routing.kind: must be one of "none", "istio", "gateway-api", "ingress", not "nginx"'],
  ],
  [
    'a store without a kind',
    with_({ dataStores: { db: {} } }),
    ['dataStores.db.kind: required: one of "postgres", "redis", "valkey", "external"'],
  ],
  [
    'a floating image',
    with_({ dataStores: { db: { kind: 'redis', image: 'docker.io/library/redis:latest' } } }),
    [
      'dataStores.db.image: invalid value "docker.io/library/redis:latest": ' +
        'use an image with a fixed tag or digest, such as ' +
        'docker.io/library/redis:8.2.2-alpine (never latest)',
    ],
  ],
  ...['timescale/timescaledb:2.17.2-pg16', 'pgvector/pgvector:pg16', 'pg:trixie'].map(
    (image): Refusal => [
      `an image whose version of PostgreSQL cannot be read: ${image}`,
      store({ image }),
      [
        `dataStores.db.image: invalid value "${image}": use an image with a tag that begins with the version of ` +
          'PostgreSQL, 13 or newer, such as ghcr.io/cloudnative-pg/postgresql:18.1-standard-trixie: ' +
          'CloudNativePG reads it there',
      ],
    ],
  ),
  [
    'a parameter of a parameter of an extension',
    store({ parameters: { 'auto_explain.log.level': 'on' } }),
    [
      'dataStores.db.parameters.auto_explain.log.level: invalid name: use a PostgreSQL parameter name, ' +
        'with one dot at most',
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
    'a parameter that the operator overwrites',
    store({ parameters: { archive_mode: 'off' } }),
    [
      'dataStores.db.parameters.archive_mode: invalid name: CloudNativePG sets archive_mode by itself ' +
        'and would overwrite this value: leave it out',
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
  ...(
    [
      ['10.0.0.5/8', `${canonical}: write 10.0.0.0/8`],
      ['2001:DB8::1/32', `${canonical}: write 2001:db8::/32`],
      ['10.0.0.0/33', 'use a CIDR range such as 10.0.0.0/8 or 2001:db8::/32'],
      ['010.0.0.0/8', 'use a CIDR range such as 10.0.0.0/8 or 2001:db8::/32'],
      ['10.0.0.5', 'use a CIDR range such as 10.0.0.0/8 or 2001:db8::/32'],
    ] as const
  ).flatMap(([cidr, says]): Refusal[] => [
    [
      `the range ${cidr} of an egress`,
      server({ egress: [{ cidr, ports: [443] }] }),
      [`components.server.egress.0.cidr: invalid value "${cidr}": ${says}`],
    ],
    [
      `the range ${cidr} of a store`,
      with_({ dataStores: { db: { kind: 'external', cidr } } }),
      [`dataStores.db.cidr: invalid value "${cidr}": ${says}`],
    ],
    [
      `the range ${cidr} of a resolver`,
      with_({ environments: { dev: { ...both.dev, dns: { cidr } } } }),
      [`environments.dev.dns.cidr: invalid value "${cidr}": ${says}`],
    ],
  ]),
  [
    'an egress to nowhere',
    server({ egress: [{ ports: [443] }] }),
    ['components.server.egress.0.cidr: required: text'],
  ],
  [
    'an egress to two places',
    server({ egress: [{ cidr: '10.0.0.0/8', namespace: 'search', ports: [443] }] }),
    ['components.server.egress.0.namespace: cannot be combined with cidr'],
  ],
  [
    'pods of a network',
    server({ egress: [{ cidr: '10.0.0.0/8', pods: { app: 'api' }, ports: [443] }] }),
    ['components.server.egress.0.pods: cannot be combined with cidr'],
  ],
  [
    'pods without a label',
    server({ egress: [{ namespace: 'search', pods: {}, ports: [9200] }] }),
    ['components.server.egress.0.pods: name a label, or leave it out'],
  ],
  [
    'pods by what is no label',
    server({ egress: [{ namespace: 'search', pods: { app: 'a b' }, ports: [9200] }] }),
    [
      'components.server.egress.0.pods.app: invalid value "a b": use the value of a Kubernetes ' +
        'label: letters, digits, dots, dashes and underscores',
    ],
  ],
  [
    'a protocol that few networks carry',
    server({ egress: [{ cidr: '10.0.0.0/8', ports: [443], protocol: 'SCTP' }] }),
    ['components.server.egress.0.protocol: must be one of "TCP", "UDP", not "SCTP"'],
  ],
  [
    'a resolver that nobody knows',
    with_({ environments: { dev: { ...both.dev, dns: 'coredns' } } }),
    ['environments.dev.dns: must be one of "openshift", { cidr: … }, not "coredns"'],
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
];
