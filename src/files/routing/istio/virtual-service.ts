import type { IstioPlan } from '../../../plan/routing/plan.ts';
import { labelsOf, syncWave, type Manifest } from '../../../kubernetes/metadata.ts';
import type { RoutesInput } from '../contract.ts';
import type { PublicRoute } from '../public-route.ts';

/**
 * Routes for Istio: the first match wins
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/).
 */
export function virtualService(
  { gateway }: IstioPlan,
  { plan, environment, routes }: RoutesInput,
): readonly Manifest[] {
  const { name } = plan.service;
  return [
    {
      file: 'virtual-service',
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: {
          name,
          labels: labelsOf(plan, name, 'routing'),
          annotations: syncWave(environment, 'route'),
        },
        spec: { hosts: [...environment.hosts], gateways: [gateway], http: routes.map(httpRoute) },
      },
    },
  ];
}

const httpRoute = ({ path, timeout, retries, service }: PublicRoute) => ({
  match: [{ uri: { prefix: path } }],
  route: [{ destination: { host: service, port: { number: 80 } } }],
  timeout,
  retries:
    retries.perTry === undefined
      ? { attempts: 0 }
      : {
          attempts: retries.attempts,
          perTryTimeout: retries.perTry,
          retryOn: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes',
        },
});
