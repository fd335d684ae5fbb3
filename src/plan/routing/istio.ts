import type { Routing } from '../../config/schema/routing.ts';
import { chartStep } from '../bootstrap-steps.ts';
import type { IstioPlan } from './plan.ts';

/** An Istio Gateway, which is somebody's already. */
export const istioRouting = ({
  kind,
  gateway,
}: Extract<Routing, { kind: 'istio' }>): IstioPlan => ({
  kind,
  gateway,
  identity: `${kind} ${gateway}`,
  gatewayNamespace: gateway.split('/')[0] ?? '',
  scheme: 'https',
  obeysRoutes: true,
  denies: true,
  section: 'routing',
  objectKinds: ['VirtualService'],
  className: 'nginx',
  bootstrap: {
    controllers: [chartStep('istio-base'), chartStep('istiod'), chartStep('istio-ingressgateway')],
    entrance: [],
    namespaces: [],
    hasBalancer: true,
    certificates: undefined,
  },
  decision: {
    title: 'Istio routes the traffic',
    rationale: 'Timeouts and retries per route at the gateway that already terminates TLS.',
  },
  warnings: [],
});
