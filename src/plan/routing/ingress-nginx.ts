import type { Routing } from '../../config/schema/routing.ts';
import { chartStep } from '../bootstrap-steps.ts';
import { certificatesOf, ingressClass } from './ingress-class.ts';
import type { IngressNginxPlan } from './plan.ts';

/** Ingresses for ingress-nginx, which reads timeouts and retries from annotations. */
export const ingressNginxRouting = (
  routing: Extract<Routing, { kind: 'ingress-nginx' }>,
): IngressNginxPlan => ({
  kind: routing.kind,
  ...ingressClass(routing),
  obeysRoutes: true,
  denies: true,
  bootstrap: {
    controllers: [chartStep('ingress-nginx', routing.controllerNamespace)],
    entrance: [],
    namespaces: [],
    hasBalancer: true,
    certificates: certificatesOf(routing),
  },
  decision: {
    title: 'ingress-nginx routes the traffic',
    rationale:
      'It runs in the cluster and supports timeouts and retries per route as annotations. ' +
      'It was retired upstream in March 2026 and gets no more fixes, not even for ' +
      'security: use it until you move to Gateway API or another controller, which is one ' +
      'key of the config.',
  },
  // https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
  warnings: [
    'ingress-nginx was retired upstream in March 2026 and gets no more fixes, not even ' +
      'for security. Plan a migration: routing { kind: "gateway-api" }, { kind: "istio" }, ' +
      'or { kind: "ingress" } with the IngressClass of another controller.',
  ],
});
