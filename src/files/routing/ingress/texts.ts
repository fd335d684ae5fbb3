import type { EnvironmentPlan } from '../../../plan/plan.ts';
import {
  addressOf,
  certificateSecretOf,
  type IngressNginxPlan,
  type IngressPlan,
} from '../../../plan/routing/plan.ts';
import { code } from '../../../render/markdown.ts';
import type { RoutingTexts } from '../contract.ts';
import { admitted, purpose } from '../defaults.ts';
import type { Dialect } from './objects.ts';

interface TextsInput {
  readonly environment: EnvironmentPlan;
  readonly service: string;
}

/** What the documents say of routes that are Ingresses. */
export function texts(
  routing: IngressNginxPlan | IngressPlan,
  { meaning }: Dialect,
  { environment: { hosts, hostGroups, namespace }, service }: TextsInput,
): RoutingTexts {
  const { className, gatewayNamespace, issuer } = routing;
  const certificates = Object.keys(hostGroups).map((group) => certificateSecretOf(service, group));
  return {
    entrance: `IngressClass ${className}`,
    meaning,
    certificates: issuer === undefined ? undefined : { from: issuer, where: 'routing.tls' },
    needs: [
      ...hosts.map((host) => [
        `DNS name ${code(host)} that points to the controller`,
        issuer === undefined ? purpose : `${purpose}, and the certificate`,
        code(`curl --head http://${host}`),
      ]),
      [`IngressClass ${code(className)}`, purpose, code(`kubectl get ingressclass ${className}`)],
      [
        `Its controller, in ${code(gatewayNamespace)}`,
        admitted,
        code(`kubectl get pods -n ${gatewayNamespace}`),
      ],
      ...(issuer === undefined
        ? []
        : [
            [
              `cert-manager and its ClusterIssuer ${code(issuer)}`,
              'certificates',
              code(`kubectl get clusterissuer ${issuer}`),
            ],
          ]),
    ],
    look: [
      `kubectl get ingress -n ${namespace}`,
      ...(issuer === undefined
        ? []
        : [
            `kubectl get certificate,certificaterequest,order,challenge -n ${namespace}`,
            `kubectl describe certificate -n ${namespace} ${certificates.join(' ')}`,
          ]),
    ],
    symptoms: [
      [
        `\`404\` from the controller at ${code(addressOf(routing, hosts[0] ?? ''))}`,
        'No Ingress has this host and path, or it has another class',
        '`kubectl get ingress` lists the hosts that exist; a missing one has not been ' +
          'deployed yet',
      ],
      [
        '`503` or `504` from the controller while pods are ready',
        'The controller runs in a namespace other than the configured one',
        `It must run in ${code(gatewayNamespace)}; otherwise set ` +
          `${code('routing.controllerNamespace')}`,
      ],
      ...(issuer === undefined
        ? []
        : [
            [
              'An untrusted certificate',
              'cert-manager has not obtained it yet',
              'Its `challenge` shows the reason: usually a DNS name that does not point here',
            ],
          ]),
    ],
  };
}
