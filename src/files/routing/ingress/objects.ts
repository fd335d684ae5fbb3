import { isExact } from '../../../domain/route-paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { certificateSecretOf, type IngressClassPlan } from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute } from '../public-route.ts';

/** What a controller is told besides what every Ingress says. */
export interface Dialect {
  /** Annotations of each Ingress. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Annotations that say the timeout and retries of a route, or that it is denied. */
  readonly policyOf: (route: PublicRoute) => Readonly<Record<string, string>>;
  /** What a timeout and a retry of the config mean to it. */
  readonly meaning: string;
}

/**
 * The routes of a component as Ingresses
 * (https://kubernetes.io/docs/concepts/services-networking/ingress/). What a controller reads from annotations
 * holds for a whole Ingress, so routes that differ in that stand in Ingresses of their own.
 */
export function ingresses(
  { className, issuer }: IngressClassPlan,
  { annotations, policyOf }: Dialect,
  { plan, environment, routes }: RoutesInput,
): readonly Manifest[] {
  const { hosts } = environment;
  const { name } = plan.service;
  const objects = groupsOf(routes(), policyOf).map(({ object, policy, routes: own }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: object,
      labels: labelsOf(plan, name, 'routing'),
      annotations: {
        ...syncWave(environment, 'route'),
        ...annotations,
        ...policy,
      },
    },
    spec: {
      ingressClassName: className,
      ...(issuer !== undefined
        ? { tls: [{ hosts: [...hosts], secretName: certificateSecretOf(name) }] }
        : {}),
      rules: hosts.map((host) => ({ host, http: { paths: own.map(pathOf) } })),
    },
  }));
  return objects.map((object) => ({ file: 'ingress', object }));
}

/** What signs for the hosts of all components. */
export const certificates = (
  { issuer }: IngressClassPlan,
  { plan, environment }: RoutesInput,
): readonly Manifest[] =>
  issuer === undefined
    ? []
    : [{ file: 'certificate', object: certificate(plan, environment, issuer) }];

/**
 * One certificate for all hosts, which no Ingress owns: it stays when one
 * of them goes (https://cert-manager.io/docs/usage/certificate/).
 */
const certificate = (plan: Plan, environment: RoutesInput['environment'], issuer: string) => ({
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

const pathOf = ({ path, match, service }: PublicRoute) => ({
  path,
  pathType: isExact({ match }) ? 'Exact' : 'Prefix',
  backend: { service: { name: service, port: { number: 80 } } },
});

interface Group {
  /** Name of the Ingress: that of the component, with a shortest path behind it where it needs several. */
  readonly object: string;
  readonly policy: ReturnType<Dialect['policyOf']>;
  readonly routes: readonly PublicRoute[];
}

/** The routes of a component by policy, those of its shortest path first. */
function groupsOf(
  routes: readonly PublicRoute[],
  policyOfRoute: Dialect['policyOf'],
): readonly Group[] {
  const policies = new Map(
    routes
      .toReversed()
      .map((route) => [JSON.stringify(policyOfRoute(route)), policyOfRoute(route)]),
  );
  const taken = new Set<string>();
  return [...policies].map(([key, policy], index): Group => {
    const alike = routes.filter((route) => JSON.stringify(policyOfRoute(route)) === key);
    const { path, service } = alike.at(-1) ?? { path: '', service: '' };
    return {
      object: index === 0 ? service : `${service}${freeSuffix(path, taken)}`,
      policy,
      routes: alike,
    };
  });
}

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
