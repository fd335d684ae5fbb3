import type { GatewayApiPlan } from '../../../plan/routing/plan.ts';
import { need } from '../../writing/need.ts';
import type { RoutingFiles } from '../contract.ts';
import { chartPart } from './chart.ts';
import { gatewayObjects } from './gateway.ts';
import { httpRoute } from './http-route.ts';
import { texts } from './texts.ts';

/** An HTTPRoute at a Gateway of the Gateway API. */
export const gatewayApiRouting = (routing: GatewayApiPlan): RoutingFiles => ({
  componentObjects: () => [],
  objects: (input) => httpRoute(routing, input),
  chart: chartPart,
  texts: (environment, service) => texts(routing, environment, service),
  needs: [
    need(
      'object',
      'gateways.gateway.networking.k8s.io',
      routing.gateway.namespace,
      routing.gateway.name,
    ),
  ],
  operators: [],
  bootstrap: {
    balancer: `${routing.gateway.namespace} gateway/${routing.gateway.name} '{.status.addresses[0].value}'`,
    solver: {
      gatewayHTTPRoute: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...routing.gateway }],
      },
    },
    certManager: {
      config: {
        apiVersion: 'controller.config.cert-manager.io/v1alpha1',
        kind: 'ControllerConfiguration',
        enableGatewayAPI: true,
      },
    },
    manifests: { gateway: (bootstrap) => gatewayObjects(routing, bootstrap) },
    notes: () => [],
  },
});
