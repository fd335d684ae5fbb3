import type { EnvironmentPlan } from '../../plan/plan.ts';
import { addressOf, certificateSecretOf } from '../../plan/routing.ts';
import { code } from '../../render/markdown.ts';

type Rows = readonly (readonly string[])[];

/** What the documents say of the routes of one environment. */
interface RoutingTexts {
  /** What receives the traffic; nothing where nobody does. */
  readonly entrance: string | undefined;
  /** What a timeout and a retry of the config mean here, where that is less than they say. */
  readonly meaning: string;
  /** What must be in the cluster: thing, purpose, and the command that looks. */
  readonly needs: Rows;
  /** Commands that show how the routes are. */
  readonly look: readonly string[];
  /** What is seen from outside, what it means, what to do. */
  readonly symptoms: Rows;
}

const nothing: RoutingTexts = {
  entrance: undefined,
  meaning: '',
  needs: [],
  look: [],
  symptoms: [],
};
const purpose = 'traffic from outside';
const admitted = 'network policies, which admit traffic from there';

/** What the documents say of the routes of one environment; nothing without hosts. */
export function routingTexts(environment: EnvironmentPlan, service: string): RoutingTexts {
  const { routing, hosts } = environment;
  if (hosts.length === 0) return nothing;
  switch (routing.kind) {
    case 'none':
      return nothing;
    case 'istio':
      return { ...nothing, entrance: routing.gateway, needs: istioNeeds(environment, routing) };
    case 'gateway-api':
      return gatewayTexts(environment, { routing, service });
    case 'ingress':
      return ingressTexts(environment, { routing, service });
  }
}

type Routing<K> = Extract<EnvironmentPlan['routing'], { readonly kind: K }>;
interface RoutingInput<K> {
  readonly routing: Routing<K>;
  readonly service: string;
}

const istioNeeds = ({ hosts }: EnvironmentPlan, { gateway }: Routing<'istio'>): Rows => [
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
];

function gatewayTexts(
  { hosts, namespace }: EnvironmentPlan,
  { routing: { gateway, gatewayNamespace }, service }: RoutingInput<'gateway-api'>,
): RoutingTexts {
  const name = `${gateway.namespace}/${gateway.name}`;
  return {
    entrance: name,
    meaning:
      'TLS ends at the Gateway. A timeout holds where its controller supports `HTTPRouteRequestTimeout`; nothing is tried again.',
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

function ingressTexts(
  { hosts, namespace }: EnvironmentPlan,
  { routing, service }: RoutingInput<'ingress'>,
): RoutingTexts {
  const { className, controller, gatewayNamespace, issuer } = routing;
  const certificate = certificateSecretOf(service);
  return {
    entrance: `IngressClass ${className}`,
    meaning:
      controller === 'other'
        ? 'Timeouts and retries are those of the controller.'
        : 'ingress-nginx has no timeout for a whole request: it gives up on a component that is silent for so long, and with retries on one that is silent for the time of a try. It never tries a POST, PATCH or LOCK again that was sent.',
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
