import type { Step } from '../bootstrap-steps.ts';
import { mainGroup } from './host-groups.ts';
import type { Taken } from '../../domain/route-paths.ts';
import type { Decision } from '../decision.ts';

/** A public route of a component; `perTry` is there where it is tried again. */
export interface RoutePlan extends Taken {
  /** Names of the groups of hosts that it is on. */
  readonly on: readonly string[];
  readonly action: RouteAction;
  readonly timeout: string;
  readonly retries: { readonly attempts: number; readonly perTry: string | undefined };
}

/** What becomes of a request that a route takes. */
export type RouteAction =
  /** The component gets it, under another path where there is one. */
  | { readonly kind: 'forward'; readonly rewrite: string | undefined }
  /** The client is sent (302) to another path of the host. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** The client is answered 403. */
  | { readonly kind: 'deny' };

/** What receives the traffic of an environment. */
export type RoutingPlan = NoRouting | IstioPlan | GatewayApiPlan | IngressNginxPlan | IngressPlan;

/** What everybody may know of what receives the traffic, whatever it is. */
export interface Entrance {
  /** Namespace of the pods that carry the traffic, which NetworkPolicies admit; nothing without traffic. */
  readonly gatewayNamespace: string | undefined;
  /** What has an address of its own, to which the names of the hosts lead; nothing without traffic. */
  readonly identity: string | undefined;
  /** How addresses begin. */
  readonly scheme: 'http' | 'https';
  /** Whether it is told the timeouts and retries of routes. */
  readonly obeysRoutes: boolean;
  /** Whether it can answer 403 by itself. */
  readonly denies: boolean;
  /** Section and folder of the routes in a chart. */
  readonly section: string;
  /** Kinds of the objects that say the routes. */
  readonly objectKinds: readonly string[];
  /** IngressClass that cert-manager answers challenges through. */
  readonly className: string;
  /** What a cluster of our own needs for it. */
  readonly bootstrap: RoutingBootstrap;
  readonly decision: Decision | undefined;
  readonly warnings: readonly string[];
}

/** What the bootstrap of a cluster installs for the traffic. */
export interface RoutingBootstrap {
  readonly controllers: readonly Step[];
  /** What needs certificates or their issuers first. */
  readonly entrance: readonly Step[];
  readonly namespaces: readonly string[];
  /** Whether a load balancer is paid for. */
  readonly hasBalancer: boolean;
  /** Whether certificates come from the ClusterIssuers of the bootstrap, and those that must be there by name. */
  readonly certificates: { readonly issuers: readonly string[] } | undefined;
}

export interface NoRouting extends Entrance {
  readonly kind: 'none';
}

export interface IstioPlan extends Entrance {
  readonly kind: 'istio';
  readonly gateway: string;
  readonly gatewayNamespace: string;
}

export interface GatewayApiPlan extends Entrance {
  readonly kind: 'gateway-api';
  readonly gateway: { readonly namespace: string; readonly name: string };
  readonly gatewayNamespace: string;
}

/** What an Ingress says to every controller. */
export interface IngressClassPlan extends Entrance {
  readonly gatewayNamespace: string;
  /** ClusterIssuer of the certificates; plain HTTP without one. */
  readonly issuer: string | undefined;
}

/** An Ingress for ingress-nginx, which reads our annotations. */
export interface IngressNginxPlan extends IngressClassPlan {
  readonly kind: 'ingress-nginx';
}

/** An Ingress for a controller that knows no annotation of ours. */
export interface IngressPlan extends IngressClassPlan {
  readonly kind: 'ingress';
}

/**
 * The secret that cert-manager keeps the certificate of a group of hosts in; that of the environment's
 * own does not follow the hosts, so that a renamed host leaves no secret behind.
 */
export const certificateSecretOf = (service: string, group: string): string =>
  `${routesNameOf(service, group)}-tls`;

/** The name of what says the routes on a group of hosts: that of the service, with the group behind it. */
export const routesNameOf = (service: string, group: string): string =>
  group === mainGroup ? service : `${service}.${group}`;

/** The address of a host, without a path. */
export const addressOf = ({ scheme }: RoutingPlan, host: string): string => `${scheme}://${host}`;
