import type { EnvironmentPlan, Plan, RoutePlan } from '../../plan/plan.ts';
import { labelsOf, syncWave, type Manifest } from './metadata.ts';

/** The routes of all components on the hosts of the environment, longest prefix first (https://istio.io/latest/docs/reference/config/networking/virtual-service/). */
export function virtualService(plan: Plan, environment: EnvironmentPlan): Manifest[] {
  const { routing, hosts, workloads } = environment;
  if (routing.kind !== 'istio' || hosts.length === 0) return [];
  const routes = workloads.flatMap(({ component, routes: own }) => own.map((route) => ({ route, host: component.objectName }))).sort((a, b) => b.route.path.length - a.route.path.length);
  if (routes.length === 0) return [];
  const { name } = plan.service;
  return [
    {
      file: 'virtual-service',
      object: {
        apiVersion: 'networking.istio.io/v1', kind: 'VirtualService',
        metadata: { name, labels: labelsOf(plan, name, 'routing'), annotations: syncWave(environment, 'route') },
        spec: { hosts: [...hosts], gateways: [routing.gateway], http: routes.map(({ route, host }) => httpRoute(route, host)) },
      },
    },
  ];
}

const httpRoute = ({ path, timeout, retries }: RoutePlan, host: string) => ({
  match: [{ uri: { prefix: path } }],
  route: [{ destination: { host, port: { number: 80 } } }],
  timeout,
  retries: retries.perTry === undefined ? { attempts: 0 } : { attempts: retries.attempts, perTryTimeout: retries.perTry, retryOn: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes' },
});
