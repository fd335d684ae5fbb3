import { objects } from '../../src/files/k8s/objects.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { plainOf } from '../../src/render/render.ts';
import { at, type Plain } from '../laws/model.ts';

/** The back-ends, each as a config says it. */
export const backEnds = {
  istio: { kind: 'istio', gateway: 'istio-system/public' },
  'gateway-api': { kind: 'gateway-api', gateway: 'gateways/public' },
  'ingress-nginx': { kind: 'ingress' },
  ingress: { kind: 'ingress', className: 'traefik' },
} as const;

/** A service of one component with these routes, or of several. */
export const routedPlan = (routing: object, components: object, host = 'shop.example.com') =>
  makePlan(
    parseConfig({
      name: 'shop',
      repository: 'https://github.com/acme/shop',
      components,
      environments: { prod: { branch: 'main', deploy: 'on-push', hosts: [host] } },
      routing,
    }),
  );

/** The objects of some kinds in its environment. */
export const objectsOf = (plan: ReturnType<typeof makePlan>, ...kinds: string[]): Plain[] =>
  plan.environments.flatMap((environment) =>
    objects(plan, environment)
      .map((object) => plainOf(object) as Plain)
      .filter(({ kind }) => kinds.includes(String(kind))),
  );

/** What one object says of the routes. */
export const rulesOf = (object: Plain | undefined): unknown =>
  at(object, 'spec', 'http') ?? at(object, 'spec', 'rules');
