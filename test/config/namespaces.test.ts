import { describe, expect, test } from 'vitest';
import { clusterOwnerOf } from '../../src/domain/cluster-namespaces.ts';
import { tryParse } from '../../src/config/parse/parse.ts';
import { configSchema } from '../../src/config/schema/schema.ts';
import { charts, releases } from '../../src/plan/bootstrap-charts.ts';
import { barmanCloud, cloudNativePg } from '../../src/stores/postgres/operators.ts';
import { keysOf } from '../laws/options.ts';
import { both, minimal } from './inputs.ts';

/** What is said about the namespaces of a config. */
const issuesOf = (input: object): readonly string[] => {
  const outcome = tryParse({ ...minimal, ...input });
  return 'issues' in outcome
    ? outcome.issues.map(({ path, message }) => `${path}: ${message}`)
    : [];
};
const inProduction = (namespace: string, more: object = {}): object => ({
  environments: { ...both, prod: { ...both.prod, namespace, ...more } },
});
const refused = (owner: RegExp): unknown =>
  expect.stringMatching(
    new RegExp(`^environments\\.prod\\.namespace: .* of ${owner.source}, whose`),
  );

test.each([
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'kube-flannel',
  'openshift-monitoring',
  'argocd',
  'cert-manager',
  'cnpg-system',
  'dapr-system',
  'envoy-gateway-system',
  'external-secrets',
  'gateway-system',
  'ingress-nginx',
  'istio-system',
  'keda',
  'monitoring',
  'nginx-gateway',
])('%s belongs to the cluster or an operator', (namespace) => {
  expect(issuesOf(inProduction(namespace))).toEqual([refused(/.+/)]);
});

test.each([
  'default-orders',
  'my-default',
  'my-kube-system',
  'kubernetes-orders',
  'my-monitoring',
  'monitoring-prod',
  'argocd-demo',
  'istio',
  'orders-system',
])('%s is a name like any other', (namespace) => {
  expect(issuesOf(inProduction(namespace))).toEqual([]);
});

test('a derived namespace is no exception, and another one is suggested', () => {
  const input = { name: 'cnpg', environments: { system: { branch: 'main', deploy: 'on-push' } } };
  expect(issuesOf(input)).toEqual([
    expect.stringMatching(/^environments\.system\.namespace: .*, such as "app-cnpg-system"$/),
  ]);
});

test('every namespace into which we install something is known', () => {
  const ours = [...Object.values(charts), ...Object.values(releases), cloudNativePg, barmanCloud]
    .map(({ namespace }) => namespace)
    .filter((namespace) => namespace !== '');
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter((namespace) => clusterOwnerOf(namespace) === undefined)).toEqual([]);
});

/** A config that says an option, with its namespace in it. */
const named: Readonly<Record<string, readonly [input: object, owner: RegExp]>> = {
  'delivery(argocd).namespace': [
    { delivery: { kind: 'argocd', namespace: 'shared' } },
    /Argo CD \(delivery\.namespace\)/,
  ],
  'secrets(sealed-secrets).controllerNamespace': [
    { secrets: { kind: 'sealed-secrets', controllerNamespace: 'shared' } },
    /Sealed Secrets \(secrets\.controllerNamespace\)/,
  ],
  'routing(istio).gateway': [
    { routing: { kind: 'istio', gateway: 'shared/public' } },
    /the proxies of the gateway \(routing\)/,
  ],
  'routing(gateway-api).gateway': [
    { routing: { kind: 'gateway-api', gateway: 'shared/public' } },
    /the proxies of the gateway \(routing\)/,
  ],
  'routing(gateway-api).proxyNamespace': [
    { routing: { kind: 'gateway-api', gateway: 'other/public', proxyNamespace: 'shared' } },
    /the proxies of the gateway \(routing\)/,
  ],
  'routing(ingress).controllerNamespace': [
    { routing: { kind: 'ingress', controllerNamespace: 'shared' } },
    /the proxies of the gateway \(routing\)/,
  ],
  'monitoring(prometheus).namespace': [
    { monitoring: { kind: 'prometheus', namespace: 'shared' } },
    /Prometheus \(monitoring\.namespace\)/,
  ],
};

describe('a namespace that the config names for something else is taken', () => {
  test.each(Object.entries(named))('%s', (_, [input, owner]) => {
    expect(issuesOf({ ...inProduction('shared'), ...input })).toContainEqual(refused(owner));
    expect(issuesOf({ ...inProduction('shared-orders'), ...input })).toEqual([]);
  });

  test('no option that names one is left out', () => {
    // An egress may lead to pods of the service itself.
    const options = keysOf(configSchema).filter(
      (option) =>
        /(namespace|\.gateway)$/i.test(option) &&
        !option.includes('.egress[]') &&
        // Those of components and stores are the environment's own, like its namespace.
        !/^(components|dataStores)\b/.test(option),
    );
    expect(options.filter((option) => option !== 'environments.*.namespace').sort()).toEqual(
      expect.arrayContaining(Object.keys(named)),
    );
    expect(
      options.filter((option) => !option.startsWith('environments.*.') && !(option in named)),
    ).toEqual([]);
  });

  test('Argo CD takes none in another cluster, and a Gateway none whose proxies are elsewhere', () => {
    expect(
      issuesOf({
        ...inProduction('shared', { cluster: 'https://other.example.com' }),
        delivery: { kind: 'argocd', namespace: 'shared' },
      }),
    ).toEqual([]);
    expect(
      issuesOf({
        ...inProduction('shared'),
        routing: { kind: 'gateway-api', gateway: 'shared/own', proxyNamespace: 'proxies' },
      }),
    ).toEqual([]);
  });

  test('what an environment overrides counts there', () => {
    const overrides = { monitoring: { namespace: 'shared' } };
    const monitoring = { kind: 'prometheus' };
    expect(issuesOf({ ...inProduction('shared', { overrides }), monitoring })).toEqual([
      refused(/Prometheus \(monitoring\.namespace\)/),
    ]);
  });
});
