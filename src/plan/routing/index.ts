import type { ParsedConfig } from '../../config/schema/schema.ts';
import { backEndIn, type Routing } from '../../config/schema/routing.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { gatewayApiRouting } from './gateway-api.ts';
import { ingressNginxRouting } from './ingress-nginx.ts';
import { ingressRouting } from './ingress.ts';
import { istioRouting } from './istio.ts';
import { noRouting } from './none.ts';
import type { RoutingPlan } from './plan.ts';

/** What receives the traffic, with everything that follows from it. */
export const routingPlan = (written: ParsedConfig['routing']): RoutingPlan =>
  byKind(routings, backEndIn(written));

const routings: ByKind<Routing, [], RoutingPlan> = {
  none: noRouting,
  istio: istioRouting,
  'gateway-api': gatewayApiRouting,
  'ingress-nginx': ingressNginxRouting,
  ingress: ingressRouting,
};
