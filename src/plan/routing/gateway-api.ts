import type { Routing } from '../../config/schema/routing.ts';
import { chartStep, fileStep, releaseStep } from '../bootstrap-steps.ts';
import type { GatewayApiPlan } from './plan.ts';

/** A Gateway of the Gateway API. */
export function gatewayApiRouting({
  kind,
  gateway,
  proxyNamespace,
}: Extract<Routing, { kind: 'gateway-api' }>): GatewayApiPlan {
  const [namespace = '', name = ''] = gateway.split('/');
  return {
    kind,
    gateway: { namespace, name },
    identity: `${kind} ${gateway}`,
    gatewayNamespace: proxyNamespace ?? namespace,
    scheme: 'https',
    obeysRoutes: true,
    denies: false,
    section: 'gateway',
    objectKinds: ['HTTPRoute'],
    className: 'nginx',
    bootstrap: {
      controllers: [releaseStep('gateway-api'), chartStep('nginx-gateway-fabric')],
      entrance: [fileStep('gateway', 'Gateway', 'listens for the hosts of all environments')],
      namespaces: [namespace],
      hasBalancer: true,
      // At a Gateway an address alone asks for certificates.
      certificates: { issuers: [] },
    },
    decision: {
      title: 'Gateway API routes the traffic',
      rationale:
        'The successor of Ingress, with many controllers to choose from: the platform owns ' +
        'the Gateway and its TLS, the service owns its routes. Its standard channel has no ' +
        'retries, so none are configured.',
    },
    warnings: [],
  };
}
