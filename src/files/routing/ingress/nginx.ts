import { milliseconds } from '../../../domain/durations.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import { InternalError } from '../../../errors.ts';
import type { IngressNginxPlan, RouteAction } from '../../../plan/routing/plan.ts';
import type { PublicRoute } from '../public-route.ts';
import type { Dialect } from './objects.ts';

/** What ingress-nginx is told by annotations; it merges the Ingresses of one host. */
export const nginxDialect = ({ issuer }: IngressNginxPlan): Dialect => ({
  annotations: issuer === undefined ? {} : onlyHttps,
  policyOf: (route) => byKind(policies, route.action, route),
  meaning:
    'ingress-nginx has no timeout for a whole request: it gives up when a component is ' +
    'silent for this long or, with retries, for the timeout of one try. It never retries ' +
    'a POST, PATCH or LOCK that was sent.',
});

const onlyHttps = {
  'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
  'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true',
} as const;

type Policy = Readonly<Record<string, string>>;

const policies: ByKind<RouteAction, [PublicRoute], Policy> = {
  forward: ({ rewrite }, route) => (rewrite === undefined ? timing(route) : refused(route)),
  redirect: (_, route) => refused(route),
  // Every address is one of those that get 403 (`deny` of nginx), before anything is asked of the component.
  deny: () => ({ 'nginx.ingress.kubernetes.io/denylist-source-range': '0.0.0.0/0,::/0' }),
};

function refused({ path }: PublicRoute): never {
  throw new InternalError(`ingress-nginx can only forward or deny ${path}`);
}

/**
 * Timeout and retries as ingress-nginx understands them
 * (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
 * It has no timeout for a whole
 * request: it gives up on a Service that is silent for so long. Without a word
 * it would try three times; its number of tries counts the first one.
 */
function timing({ timeout, retries }: PublicRoute): Policy {
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
