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
  { environment: { hosts, namespace }, service }: TextsInput,
): RoutingTexts {
  const { className, gatewayNamespace, issuer } = routing;
  const certificate = certificateSecretOf(service);
  return {
    entrance: `IngressClass ${className}`,
    meaning,
    certificates: issuer === undefined ? undefined : { from: issuer, where: 'routing.tls' },
    needs: [
      ...hosts.map((host) => [
        `DNS name ${code(host)} that leads to the controller`,
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
            `kubectl describe certificate -n ${namespace} ${certificate}`,
          ]),
    ],
    symptoms: [
      [
        `\`404\` from the controller at ${code(addressOf(routing, hosts[0] ?? ''))}`,
        'No Ingress has this host and path, or its class is another',
        '`kubectl get ingress` names the hosts that are there; what is missing was not delivered yet',
      ],
      [
        '`503` or `504` from the controller while pods are ready',
        'The controller runs in another namespace than the config says',
        `It must run in ${code(gatewayNamespace)}; else set ${code('routing.controllerNamespace')}`,
      ],
      ...(issuer === undefined
        ? []
        : [
            [
              'A certificate that nobody trusts',
              'cert-manager has not got it yet',
              'Its `challenge` names the reason: mostly a DNS name that does not lead here',
            ],
          ]),
    ],
  };
}
