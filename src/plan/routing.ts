/** A public route of a component; `perTry` is there where it is tried again. */
export interface RoutePlan {
  readonly path: string;
  readonly timeout: string;
  readonly retries: { readonly attempts: number; readonly perTry: string | undefined };
}

/** What receives the traffic of an environment; `gatewayNamespace` is that of the pods that carry it, which NetworkPolicies admit. */
export type RoutingPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'istio'; readonly gateway: string; readonly gatewayNamespace: string }
  | {
      readonly kind: 'gateway-api';
      readonly gateway: { readonly namespace: string; readonly name: string };
      readonly gatewayNamespace: string;
    }
  | {
      readonly kind: 'ingress';
      readonly className: string;
      /** Who reads the annotations: ingress-nginx, or somebody who knows none of ours. */
      readonly controller: 'ingress-nginx' | 'other';
      readonly gatewayNamespace: string;
      /** ClusterIssuer of the certificates; plain HTTP without one. */
      readonly issuer: string | undefined;
    };

/** The secret that cert-manager keeps the certificate of a service in; its name does not follow the hosts, so that a renamed host leaves no secret behind. */
export const certificateSecretOf = (service: string): string => `${service}-tls`;

/** The address of a host, without a path: plain HTTP where an Ingress has no certificate. */
export const addressOf = (routing: RoutingPlan, host: string): string =>
  `${routing.kind === 'ingress' && routing.issuer === undefined ? 'http' : 'https'}://${host}`;
