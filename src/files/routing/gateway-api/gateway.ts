import { labelKeys } from '../../../domain/labels.ts';
import type { BootstrapPlan } from '../../../plan/bootstrap.ts';
import type { GatewayApiPlan } from '../../../plan/routing/plan.ts';
import type { Value } from '../../../render/spec.ts';

/** The Gateway that the routes name: HTTP, and HTTPS for each host where certificates come from somewhere. */
export function gatewayObjects(
  { gateway: { name, namespace } }: GatewayApiPlan,
  { environments, issuers: known }: BootstrapPlan,
): readonly Value[] {
  const own = environments.map(({ namespace }) => namespace);
  const allowedRoutes = {
    namespaces: {
      from: 'Selector',
      selector: {
        matchExpressions: [
          {
            key: labelKeys.namespaceName,
            operator: 'In',
            values: [...new Set([...own, namespace])],
          },
        ],
      },
    },
  };
  const hosts = known.length === 0 ? [] : environments.flatMap((environment) => environment.hosts);
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name,
        namespace,
        ...(hosts.length === 0
          ? {}
          : { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' } }),
      },
      spec: {
        gatewayClassName: 'nginx',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          ...hosts.map((hostname, index) => ({
            name: `https-${index + 1}`,
            port: 443,
            protocol: 'HTTPS',
            hostname,
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ group: '', kind: 'Secret', name: `${hostname}-tls` }],
            },
            allowedRoutes,
          })),
        ],
      },
    },
  ];
}
