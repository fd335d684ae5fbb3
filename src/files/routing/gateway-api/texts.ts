import type { EnvironmentPlan } from '../../../plan/plan.ts';
import { routesNameOf, type GatewayApiPlan } from '../../../plan/routing/plan.ts';
import { redirectOf, rewriteOf } from '../../../plan/routing/routes.ts';
import { code } from '../../../render/markdown.ts';
import type { RoutingTexts } from '../contract.ts';
import { admitted, noTexts, purpose } from '../defaults.ts';

/** What the documents say of routes at a Gateway. */
export function texts(
  { gateway, gatewayNamespace }: GatewayApiPlan,
  { hosts, hostGroups, namespace, workloads }: EnvironmentPlan,
  service: string,
): RoutingTexts {
  const routes = workloads.flatMap((workload) => workload.routes);
  const name = `${gateway.namespace}/${gateway.name}`;
  return {
    ...noTexts,
    entrance: name,
    meaning:
      'TLS terminates at the Gateway. Timeouts apply if its controller supports ' +
      '`HTTPRouteRequestTimeout`; requests are not retried.',
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
      ...[
        ['HTTPRouteRequestTimeout', 'timeouts of routes'],
        ...(routes.some((route) => rewriteOf(route) !== undefined)
          ? [['HTTPRoutePathRewrite', 'rewritten paths of routes']]
          : []),
        ...(routes.some((route) => redirectOf(route) !== undefined)
          ? [['HTTPRoutePathRedirect', 'redirected paths of routes']]
          : []),
      ].map(([feature = '', use = '']) => [
        `A controller with ${code(feature)} among its features`,
        use,
        code("kubectl get gatewayclasses -o jsonpath='{.items[*].status.supportedFeatures}'"),
      ]),
      [
        `Its proxy pods, in ${code(gatewayNamespace)}`,
        admitted,
        code(`kubectl get pods -n ${gatewayNamespace}`),
      ],
    ],
    look: [
      `kubectl get httproutes -n ${namespace}`,
      ...Object.keys(hostGroups).map(
        (group) =>
          `kubectl get httproutes -n ${namespace} ${routesNameOf(service, group)} -o ` +
          "jsonpath='{.status.parents[*].conditions}'",
      ),
    ],
    symptoms: [
      [
        'HTTPRoute without `Accepted`',
        'No listener of the Gateway accepts this host, or routes from this namespace',
        'Its conditions show the reason; the platform team owns the Gateway',
      ],
      [
        '`504` at the Gateway while pods are ready',
        'The traffic comes from a namespace other than the configured one',
        `Its pods must run in ${code(gatewayNamespace)}; otherwise set ` +
          `${code('routing.proxyNamespace')}`,
      ],
    ],
  };
}
