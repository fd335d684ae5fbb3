import type { EnvironmentPlan } from '../../../plan/plan.ts';
import type { GatewayApiPlan } from '../../../plan/routing/plan.ts';
import { code } from '../../../render/markdown.ts';
import type { RoutingTexts } from '../contract.ts';
import { admitted, noTexts, purpose } from '../defaults.ts';

/** What the documents say of routes at a Gateway. */
export function texts(
  { gateway, gatewayNamespace }: GatewayApiPlan,
  { hosts, namespace }: EnvironmentPlan,
  service: string,
): RoutingTexts {
  const name = `${gateway.namespace}/${gateway.name}`;
  return {
    ...noTexts,
    entrance: name,
    meaning:
      'TLS ends at the Gateway. A timeout holds where its controller supports ' +
      '`HTTPRouteRequestTimeout`; nothing is tried again.',
    needs: [
      ...hosts.map((host) => [
        `DNS name and certificate of ${code(host)} at the Gateway`,
        purpose,
        code(`curl --head https://${host}`),
      ]),
      [
        `Gateway ${code(name)}, with a listener for these hosts that admits routes of ${code(namespace)}`,
        purpose,
        code(
          `kubectl get gateways.gateway.networking.k8s.io -n ${gateway.namespace} ${gateway.name} -o yaml`,
        ),
      ],
      [
        'A controller with `HTTPRouteRequestTimeout` among its features',
        'timeouts of routes',
        code("kubectl get gatewayclasses -o jsonpath='{.items[*].status.supportedFeatures}'"),
      ],
      [
        `The pods that carry its traffic, in ${code(gatewayNamespace)}`,
        admitted,
        code(`kubectl get pods -n ${gatewayNamespace}`),
      ],
    ],
    look: [
      `kubectl get httproutes -n ${namespace}`,
      `kubectl get httproutes -n ${namespace} ${service} -o jsonpath='{.status.parents[*].conditions}'`,
    ],
    symptoms: [
      [
        'HTTPRoute without `Accepted`',
        'No listener of the Gateway takes this host, or routes of this namespace',
        'Its conditions name the reason; the Gateway is the platform’s',
      ],
      [
        '`504` at the Gateway while pods are ready',
        'The traffic comes from another namespace than the config says',
        `Its pods must run in ${code(gatewayNamespace)}; else set ${code('routing.proxyNamespace')}`,
      ],
    ],
  };
}
