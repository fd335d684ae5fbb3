import { milliseconds } from '../../../domain/durations.ts';
import type { GatewayApiPlan } from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute } from '../public-route.ts';

/**
 * Routes for Gateway API, in its standard channel: TLS ends at the
 * Gateway (https://gateway-api.sigs.k8s.io/api-types/httproute/).
 * What the API server would fill in is said, so that git and cluster are the same to Argo CD.
 */
export function httpRoute(
  { gateway }: GatewayApiPlan,
  { plan, environment, routes }: RoutesInput,
): readonly Manifest[] {
  const { name } = plan.service;
  return [
    {
      file: 'http-route',
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: {
          name,
          labels: labelsOf(plan, name, 'routing'),
          annotations: syncWave(environment, 'route'),
        },
        spec: {
          parentRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              namespace: gateway.namespace,
              name: gateway.name,
            },
          ],
          hostnames: [...environment.hosts],
          rules: routes.map(rule),
        },
      },
    },
  ];
}

const rule = ({ path, timeout, service }: PublicRoute) => ({
  matches: [{ path: { type: 'PathPrefix', value: path } }],
  timeouts: { request: gatewayDuration(timeout) },
  backendRefs: [{ group: '', kind: 'Service', name: service, port: 80, weight: 1 }],
});

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** The same duration with at most five digits for each unit, as GEP-2257 wants it: `100000s` is `27h46m40s`. */
function gatewayDuration(duration: string): string {
  if (!/\d{6}/.test(duration)) return duration;
  let rest = milliseconds(duration);
  return units
    .map(([unit, length]) => {
      const amount = Math.floor(rest / length);
      rest -= amount * length;
      return amount === 0 ? '' : `${amount}${unit}`;
    })
    .join('');
}
