import type { Routing } from '../../config/schema/routing.ts';
import type { IngressClassPlan, RoutingBootstrap } from './plan.ts';

type Ingress = Extract<Routing, { kind: 'ingress' | 'ingress-nginx' }>;

/** What an IngressClass is to the rest of the program, whoever its controller is. */
export const ingressClass = ({
  className,
  controllerNamespace,
  tls,
}: Ingress): Omit<
  IngressClassPlan,
  'obeysRoutes' | 'denies' | 'bootstrap' | 'decision' | 'warnings'
> => ({
  className,
  identity: `ingress ${className}`,
  gatewayNamespace: controllerNamespace,
  issuer: tls?.issuer,
  scheme: tls === undefined ? 'http' : 'https',
  section: 'ingress',
  objectKinds: ['Ingress', 'Certificate'],
});

/** Certificates come from the issuer that the config names, where it asks for any. */
export const certificatesOf = ({ tls }: Ingress): RoutingBootstrap['certificates'] =>
  tls === undefined ? undefined : { issuers: [tls.issuer] };
