import { isExact } from '../../../domain/route-paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import {
  certificateSecretOf,
  routesNameOf,
  type IngressClassPlan,
} from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute, RoutedHosts } from '../public-route.ts';

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
  { plan, environment, hosts: all }: RoutesInput,
): readonly Manifest[] {
  const { name } = plan.service;
  const objects = groupsOf(all, policyOf).map(({ object, on, policy, routes: own }) => ({
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
        ? { tls: [{ hosts: [...on.hosts], secretName: certificateSecretOf(name, on.group) }] }
        : {}),
      rules: on.hosts.map((host) => ({ host, http: { paths: own.map(pathOf) } })),
    },
  }));
  return objects.map((object) => ({ file: 'ingress', object }));
}

/**
 * One certificate for the hosts that answer alike, which no Ingress owns: it stays when one
 * of them goes (https://cert-manager.io/docs/usage/certificate/).
 */
export const certificates = (
  { issuer }: IngressClassPlan,
  { plan, environment, hosts }: RoutesInput,
): readonly Manifest[] =>
  issuer === undefined
    ? []
    : hosts.map((on) => ({
        file: 'certificate',
        object: certificate(plan, { environment, on, issuer }),
      }));

interface CertificateInput extends Pick<RoutesInput, 'environment'> {
  readonly on: RoutedHosts;
  readonly issuer: string;
}

function certificate(plan: Plan, { environment, on, issuer }: CertificateInput) {
  const name = certificateSecretOf(plan.service.name, on.group);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name,
      labels: labelsOf(plan, plan.service.name, 'routing'),
      annotations: syncWave(environment, 'route'),
    },
    spec: {
      secretName: name,
      dnsNames: [...on.hosts],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
    },
  };
}

const pathOf = ({ path, match, service }: PublicRoute) => ({
  path,
  pathType: isExact({ match }) ? 'Exact' : 'Prefix',
  backend: { service: { name: service, port: { number: 80 } } },
});

interface Group {
  /** Name of the Ingress: that of the component, with hosts and a shortest path behind it where it needs several. */
  readonly object: string;
  readonly on: RoutedHosts;
  readonly policy: ReturnType<Dialect['policyOf']>;
  readonly routes: readonly PublicRoute[];
}

/** The routes of a component by hosts and policy, those of its shortest path first. */
function groupsOf(
  all: readonly RoutedHosts[],
  policyOfRoute: Dialect['policyOf'],
): readonly Group[] {
  const taken = new Set<string>();
  return all.flatMap((on) => {
    const routes = on.routes();
    const policies = new Map(
      routes
        .toReversed()
        .map((route) => [JSON.stringify(policyOfRoute(route)), policyOfRoute(route)]),
    );
    return [...policies].map(([key, policy], index): Group => {
      const alike = routes.filter((route) => JSON.stringify(policyOfRoute(route)) === key);
      const { path, service } = alike.at(-1) ?? { path: '', service: '' };
      const name = routesNameOf(service, on.group);
      const object = index === 0 && !taken.has(name) ? name : freeName(name, path, taken);
      taken.add(object);
      return { object, on, policy, routes: alike };
    });
  });
}

const longestSuffix = 18;

/** `/api/mcp` → `.api-mcp`, with a number behind it where that is taken; no component has a dot in its name. */
function freeName(name: string, path: string, taken: ReadonlySet<string>): string {
  const words =
    path
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, longestSuffix)
      .replaceAll(/^-|-$/g, '') || 'more';
  const candidates = [words, ...Array.from(taken, (_, index) => `${words}-${index + 2}`)];
  return `${name}.${candidates.find((suffix) => !taken.has(`${name}.${suffix}`)) ?? words}`;
}
