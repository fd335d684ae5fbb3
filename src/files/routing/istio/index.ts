import type { IstioPlan } from '../../../plan/routing/plan.ts';
import { code } from '../../../render/markdown.ts';
import { need } from '../../writing/need.ts';
import type { RoutingFiles } from '../contract.ts';
import { ingressSolver, noTexts, purpose } from '../defaults.ts';
import { chartPart } from './chart.ts';
import { virtualService } from './virtual-service.ts';

/** A VirtualService at an Istio Gateway, which is somebody's already. */
export function istioRouting(routing: IstioPlan): RoutingFiles {
  const { gateway } = routing;
  const [namespace = '', name = ''] = gateway.split('/');
  return {
    componentObjects: () => [],
    objects: (input) => virtualService(routing, input),
    chart: chartPart,
    texts: ({ hosts }) => ({
      ...noTexts,
      entrance: gateway,
      needs: [
        ...hosts.map((host) => [
          `DNS name and certificate of ${code(host)} at the gateway`,
          purpose,
          code(`curl --head https://${host}`),
        ]),
        [
          `Istio gateway ${code(gateway)}`,
          purpose,
          code(`kubectl get gateways.networking.istio.io -n ${gateway.replace('/', ' ')}`),
        ],
      ],
    }),
    needs: [need('object', 'gateways.networking.istio.io', namespace, name)],
    operators: [{ group: 'networking.istio.io', title: 'Istio', labels: ['app=istiod'] }],
    bootstrap: {
      balancer: `istio-system service/istio-ingressgateway '{.status.loadBalancer.ingress[0].ip}'`,
      solver: ingressSolver(routing),
      certManager: {},
      manifests: {},
      notes: () => [
        `Create the Gateway ${code(gateway)} and its certificates yourself: they are not ` +
          'part of the config.',
      ],
    },
  };
}
