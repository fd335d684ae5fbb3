import { expect, test } from 'vitest';
import { parseConfig, tryParse } from '../../src/config/parse/parse.ts';
import { UserError } from '../../src/errors.ts';
import { minimal, both, with_, server, prod, store, events, python, gatewayApi } from './inputs.ts';

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
  '%s brings no complaint about what follows from it, and the message says that more may come',
  (_, input, path) => {
    expect(tryParse(input)).toMatchObject({ issues: [{ path }], isComplete: false });
    expect(thrown(() => parseConfig(input))).toMatchObject({
      message: expect.stringMatching(/\nFix these first; .*\.$/) as unknown,
    });
  },
);

test('a message that says everything promises no more', () => {
  expect(thrown(() => parseConfig(with_({ prot: 1 })))).toMatchObject({
    message: expect.not.stringContaining('More may') as unknown,
  });
});

test('every problem stands in one message, with exit code 2', () => {
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
