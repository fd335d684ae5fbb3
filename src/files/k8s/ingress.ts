import { milliseconds } from '../../domain/durations.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { certificateSecretOf } from '../../plan/routing.ts';
import { labelsOf, syncWave, type Manifest } from '../../kubernetes/metadata.ts';
import type { PublicRoute } from './public-route.ts';

/**
 * Routes as Ingresses (https://kubernetes.io/docs/concepts/services-networking/ingress/), one for each component. ingress-nginx reads timeouts and retries from annotations,
 * which hold for a whole Ingress, so routes of a component that differ in them stand in Ingresses of their own; it merges those of one host.
 */
export function ingress(
  plan: Plan,
  environment: EnvironmentPlan,
  routes: readonly PublicRoute[],
): readonly Manifest[] {
  const { routing, hosts } = environment;
  if (routing.kind !== 'ingress') return [];
  const { name } = plan.service;
  const isNginx = routing.controller === 'ingress-nginx';
  const hasTls = routing.issuer !== undefined;
  const objects = groupsOf(routes, isNginx ? policyOf : () => ({})).map(
    ({ object, policy, routes: own }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: object,
        labels: labelsOf(plan, name, 'routing'),
        annotations: {
          ...syncWave(environment, 'route'),
          ...(isNginx && hasTls ? onlyHttps : {}),
          ...policy,
        },
      },
      spec: {
        ingressClassName: routing.className,
        ...(hasTls ? { tls: [{ hosts: [...hosts], secretName: certificateSecretOf(name) }] } : {}),
        rules: hosts.map((host) => ({ host, http: { paths: own.map(pathOf) } })),
      },
    }),
  );
  return [
    ...objects,
    ...(routing.issuer === undefined ? [] : [certificate(plan, environment, routing.issuer)]),
  ].map((object) => ({ file: object.kind.toLowerCase(), object }));
}

/** One certificate for all hosts, which no Ingress owns: it stays when one of them goes (https://cert-manager.io/docs/usage/certificate/). */
const certificate = (plan: Plan, environment: EnvironmentPlan, issuer: string) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: {
    name: certificateSecretOf(plan.service.name),
    labels: labelsOf(plan, plan.service.name, 'routing'),
    annotations: syncWave(environment, 'route'),
  },
  spec: {
    secretName: certificateSecretOf(plan.service.name),
    dnsNames: [...environment.hosts],
    issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
  },
});

const onlyHttps = {
  'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
  'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true',
} as const;

const pathOf = ({ path, service }: PublicRoute) => ({
  path,
  pathType: 'Prefix',
  backend: { service: { name: service, port: { number: 80 } } },
});

/**
 * Timeout and retries as ingress-nginx understands them (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/). It has no timeout for a whole
 * request: it gives up on a Service that is silent for so long. Without a word it would try three times; its number of tries counts the first one.
 */
function policyOf({ timeout, retries }: PublicRoute): Record<string, string> {
  const silence = seconds(retries.perTry ?? timeout);
  return {
    'nginx.ingress.kubernetes.io/proxy-read-timeout': silence,
    'nginx.ingress.kubernetes.io/proxy-send-timeout': silence,
    ...(retries.perTry === undefined
      ? { 'nginx.ingress.kubernetes.io/proxy-next-upstream': 'off' }
      : {
          'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': String(retries.attempts + 1),
          'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': seconds(timeout),
        }),
  };
}

const seconds = (duration: string): string => String(milliseconds(duration) / 1000);

interface Group {
  /** Name of the Ingress: that of the component, with a shortest path behind it where it needs several. */
  readonly object: string;
  readonly policy: Readonly<Record<string, string>>;
  readonly routes: readonly PublicRoute[];
}

/** The routes of each component by policy, those of its shortest path first. */
const groupsOf = (
  routes: readonly PublicRoute[],
  policyOfRoute: typeof policyOf,
): readonly Group[] =>
  [...new Set(routes.map(({ service }) => service))].sort().flatMap((service) => {
    const own = routes.filter((route) => route.service === service);
    const policies = new Map(
      own.toReversed().map((route) => [JSON.stringify(policyOfRoute(route)), policyOfRoute(route)]),
    );
    const taken = new Set<string>();
    return [...policies].map(([key, policy], index): Group => {
      const alike = own.filter((route) => JSON.stringify(policyOfRoute(route)) === key);
      return {
        object: index === 0 ? service : `${service}${freeSuffix(alike.at(-1)?.path ?? '', taken)}`,
        policy,
        routes: alike,
      };
    });
  });

const longestSuffix = 18;

/** `/api/mcp` → `.api-mcp`, with a number behind it where that is taken; no component has a dot in its name. */
function freeSuffix(path: string, taken: Set<string>): string {
  const words =
    path
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, longestSuffix)
      .replaceAll(/^-|-$/g, '') || 'more';
  const suffix =
    [words, ...Array.from(taken, (_, index) => `${words}-${index + 2}`)].find(
      (candidate) => !taken.has(candidate),
    ) ?? words;
  taken.add(suffix);
  return `.${suffix}`;
}
