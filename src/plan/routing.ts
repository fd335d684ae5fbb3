/** What receives the traffic of an environment. Namespaces are those that NetworkPolicies admit. */
export type RoutingPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'istio' | 'gateway-api'; readonly gateway: string; readonly gatewayNamespace: string }
  | { readonly kind: 'ingress'; readonly className: string; readonly gatewayNamespace: string; readonly issuer: string | undefined };
