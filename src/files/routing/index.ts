import type { Owner } from '../../plan/chart-owners.ts';
import type { EnvironmentPlan, Plan, RoutingPlan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { noPart, type Part } from '../chart-parts/leaf.ts';
import { namedTemplate, templateOf } from '../chart-parts/part-values.ts';
import { labelsOf, type Manifest } from '../../kubernetes/metadata.ts';
import type { RoutesInput, RoutingFiles, RoutingTexts } from './contract.ts';
import { noTexts } from './defaults.ts';
import type { Operator } from '../secrets/contract.ts';
import { gatewayApiRouting } from './gateway-api/index.ts';
import { ingressNginxRouting, ingressRouting } from './ingress/index.ts';
import { istioRouting } from './istio/index.ts';
import { noRouting } from './none.ts';
import { routedHosts, type RoutedEnvironment } from './public-route.ts';

/** How what receives the traffic is described, in every file that names it. */
export const routingOf = (routing: RoutingPlan): RoutingFiles => byKind(routings, routing);

const routings: ByKind<RoutingPlan, [], RoutingFiles> = {
  none: noRouting,
  istio: istioRouting,
  'gateway-api': gatewayApiRouting,
  'ingress-nginx': ingressNginxRouting,
  ingress: ingressRouting,
};

/** What of an environment its routes are made of. */
type Routed = RoutedEnvironment & Pick<EnvironmentPlan, 'routing' | 'waves'>;

const inputOf = (plan: Plan, environment: Routed): RoutesInput => ({
  plan,
  environment,
  hosts: routedHosts(environment),
});

/** The routes of all components on the hosts of the environment; nothing where there is none. */
export function routes(plan: Plan, environment: Routed): readonly Manifest[] {
  const input = inputOf(plan, environment);
  return input.hosts.length === 0 ? [] : routingOf(environment.routing).objects(input);
}

/** What the routes of one component have of their own. */
export const componentRoutes = (plan: Plan, environment: Routed): readonly Manifest[] =>
  routingOf(environment.routing).componentObjects(inputOf(plan, environment));

/** What the documents say of the routes of one environment; nothing without hosts. */
export const routingTexts = (environment: EnvironmentPlan, service: string): RoutingTexts =>
  environment.hosts.length === 0
    ? noTexts
    : routingOf(environment.routing).texts(environment, service);

/** Lines of the preflight script about what receives the traffic; nothing without routes. */
export const routingNeeds = (environment: EnvironmentPlan): readonly string[] =>
  routedHosts(environment).length === 0 ? [] : routingOf(environment.routing).needs;

/** Who serves the kinds of the objects that say the routes. */
export const routingOperators = ({ environments }: Plan): readonly Operator[] =>
  environments.slice(0, 1).flatMap(({ routing }) => routingOf(routing).operators);

/** What of the routes becomes values. */
export function routingPart(plan: Plan, owner: Owner): Part {
  const { routing } = plan.environments.find(({ hosts }) => hosts.length > 0) ?? {};
  const partOf = routing === undefined ? undefined : routingOf(routing).chart;
  if (partOf === undefined) return noPart;
  const labels = namedTemplate(plan, owner, {
    name: 'labels',
    description: 'Labels of the routes',
    body: templateOf(labelsOf(plan, owner.objectName, 'routing')),
  });
  const { constants, helpers, ...others } = partOf(plan, owner);
  return {
    ...others,
    constants: [labels, ...constants],
    helpers: [labels.helper, ...helpers],
  };
}
