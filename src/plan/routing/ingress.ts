import type { Routing } from '../../config/schema/routing.ts';
import { certificatesOf, ingressClass } from './ingress-class.ts';
import type { IngressPlan } from './plan.ts';

/** Ingresses for a controller that knows none of our annotations; whoever names its class has it. */
export const ingressRouting = (routing: Extract<Routing, { kind: 'ingress' }>): IngressPlan => ({
  kind: routing.kind,
  ...ingressClass(routing),
  obeysRoutes: false,
  denies: false,
  bootstrap: {
    controllers: [],
    entrance: [],
    namespaces: [],
    hasBalancer: false,
    certificates: certificatesOf(routing),
  },
  decision: {
    title: 'Ingress routes the traffic',
    rationale:
      'Objects that every Ingress controller understands. Timeouts and retries are not ' +
      'portable: set them in the controller.',
  },
  warnings:
    routing.tls === undefined
      ? []
      : [
          'no portable setting redirects HTTP to HTTPS: make sure that the controller of the ' +
            `IngressClass "${routing.className}" does.`,
        ],
});
