import type { ProviderPlan } from '../../../plan/infrastructure/plan.ts';
import type {
  IngressClassPlan,
  IngressNginxPlan,
  IngressPlan,
} from '../../../plan/routing/plan.ts';
import { code } from '../../../render/markdown.ts';
import { need } from '../../writing/need.ts';
import type { RoutingFiles } from '../contract.ts';
import { ingressSolver } from '../defaults.ts';
import { chartPart } from './chart.ts';
import { nginxDialect } from './nginx.ts';
import { certificates, ingresses, type Dialect } from './objects.ts';
import { texts } from './texts.ts';

/** Ingresses that ingress-nginx reads, with its annotations. */
export const ingressNginxRouting = (routing: IngressNginxPlan): RoutingFiles => ({
  ...ingressFiles(routing, nginxDialect(routing)),
  needs: [
    classNeed(routing),
    need('operator', 'ingress-nginx', 'app.kubernetes.io/name=ingress-nginx'),
  ],
  operators: [],
  bootstrap: {
    balancer: `${routing.gatewayNamespace} service/ingress-nginx-controller '{.status.loadBalancer.ingress[0].ip}'`,
    solver: ingressSolver(routing),
    certManager: {},
    manifests: {},
    notes: ({ provider }) => [
      'ingress-nginx has had no releases and no fixes since March 2026. It still works; ' +
        'for a long-lived cluster, set `routing` to `gateway-api`.',
      ...(provider.balancerIsProxy ? [clientAddress(provider)] : []),
    ],
  },
});

const clientAddress = ({ title }: ProviderPlan): string =>
  `Applications see the address of the load balancer, not of the client: ${title}’s is ` +
  'a proxy. To pass on the client address, both ends must speak the PROXY protocol: an ' +
  'annotation on the Service, and a setting of ingress-nginx. Requests from inside the ' +
  'cluster, such as the checks of cert-manager, do not use it and then fail.';

/** Ingresses that every controller understands. */
export const ingressRouting = (routing: IngressPlan): RoutingFiles => ({
  ...ingressFiles(routing, {
    annotations: {},
    policyOf: () => ({}),
    meaning: 'Timeouts and retries are those of the controller.',
  }),
  needs: [classNeed(routing)],
  operators: [],
  bootstrap: {
    balancer: undefined,
    solver: ingressSolver(routing),
    certManager: {},
    manifests: {},
    notes: () => [
      `Install the controller of the IngressClass ${code(routing.className)} yourself: the ` +
        'bootstrap only supports ingress-nginx.',
    ],
  },
});

const classNeed = ({ className }: IngressClassPlan): string =>
  need('object', 'ingressclass', '', className);

const ingressFiles = (
  routing: IngressNginxPlan | IngressPlan,
  dialect: Dialect,
): Pick<RoutingFiles, 'componentObjects' | 'objects' | 'chart' | 'texts'> => ({
  componentObjects: (input) => ingresses(routing, dialect, input),
  objects: (input) => certificates(routing, input),
  chart: chartPart,
  texts: (environment, service) => texts(routing, dialect, { environment, service }),
});
