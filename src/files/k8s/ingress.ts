import { milliseconds } from '../../plan/durations.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { certificateSecretOf } from '../../plan/routing.ts';
import { labelsOf, syncWave, type Manifest } from './metadata.ts';
import type { PublicRoute } from './public-route.ts';

/**
 * Routes as Ingresses (https://kubernetes.io/docs/concepts/services-networking/ingress/). ingress-nginx reads timeouts and retries from annotations, which hold for a
 * whole Ingress, so routes that differ in them stand in Ingresses of their own; it merges those of one host.
 */
export function ingress(plan: Plan, environment: EnvironmentPlan, routes: readonly PublicRoute[]): readonly Manifest[] {
  const { routing, hosts } = environment;
  if (routing.kind !== 'ingress') return [];
  const { name } = plan.service;
  const isNginx = routing.controller === 'ingress-nginx';
  return groupsOf(routes, isNginx ? policyOf : () => ({})).map(({ suffix, policy, routes: own }): Manifest => ({
    file: `ingress${suffix}`,
    object: {
      apiVersion: 'networking.k8s.io/v1', kind: 'Ingress',
      metadata: {
        name: `${name}${suffix}`, labels: labelsOf(plan, name, 'routing'),
        annotations: { ...syncWave(environment, 'route'), ...(routing.issuer === undefined ? {} : tlsAnnotations({ issuer: routing.issuer, isMain: suffix === '', isNginx })), ...policy },
      },
      spec: {
        ingressClassName: routing.className,
        ...(routing.issuer === undefined ? {} : { tls: [{ hosts: [...hosts], secretName: certificateSecretOf(name) }] }),
        rules: hosts.map((host) => ({ host, http: { paths: own.map(pathOf) } })),
      },
    },
  }));
}

const pathOf = ({ path, service }: PublicRoute) => ({ path, pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } });

/** One Ingress asks for the certificate: cert-manager refuses a second owner of it (https://cert-manager.io/docs/usage/ingress/). */
const tlsAnnotations = ({ issuer, isMain, isNginx }: { readonly issuer: string; readonly isMain: boolean; readonly isNginx: boolean }): Record<string, string> => ({
  ...(isMain ? { 'cert-manager.io/cluster-issuer': issuer } : {}),
  ...(isNginx ? { 'nginx.ingress.kubernetes.io/ssl-redirect': 'true', 'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true' } : {}),
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
      : { 'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': String(retries.attempts + 1), 'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': seconds(timeout) }),
  };
}

const seconds = (duration: string): string => String(milliseconds(duration) / 1000);

interface Group {
  /** What the name has behind that of the service; nothing for the group of the shortest path. */
  readonly suffix: string;
  readonly policy: Readonly<Record<string, string>>;
  readonly routes: readonly PublicRoute[];
}

/** Routes of one policy, the group of the shortest path first; the others are named after their own shortest. */
function groupsOf(routes: readonly PublicRoute[], policyOfRoute: typeof policyOf): readonly Group[] {
  const policies = new Map(routes.toReversed().map((route) => [JSON.stringify(policyOfRoute(route)), policyOfRoute(route)]));
  const taken = new Set<string>();
  return [...policies].map(([key, policy], index): Group => {
    const own = routes.filter((route) => JSON.stringify(policyOfRoute(route)) === key);
    return { suffix: index === 0 ? '' : freeSuffix(own.at(-1)?.path ?? '', taken), policy, routes: own };
  });
}

const longestSuffix = 18;

/** `/api/mcp` → `-api-mcp`, with a number behind it where that is taken; short enough for a name of 63 characters. */
function freeSuffix(path: string, taken: Set<string>): string {
  const words = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, longestSuffix).replaceAll(/^-|-$/g, '') || 'more';
  const suffix = [words, ...Array.from(taken, (_, index) => `${words}-${index + 2}`)].find((candidate) => !taken.has(candidate)) ?? words;
  taken.add(suffix);
  return `-${suffix}`;
}
