import type { RoutingPlan } from '../../src/plan/plan.ts';
import {
  answerOf,
  declaredAnswer,
  isTaken,
  pathsAround,
  servedBy,
  type Served,
} from './route-answers.ts';
import { at, listAt, nameOf, ofKind, shown, textAt, type Model, type Plain } from './model.ts';

type Invariant = (model: Model) => readonly string[];

/** Every route leads to a port that is there, can be reached, and has time for its retries. */
const routesLead: Invariant = (model) => {
  const found = model.objects.flatMap(servedBy);
  return [
    ...found.flatMap(({ object, to }) =>
      to === undefined ||
      ofKind(model, 'Service').some(
        (known) =>
          nameOf(known) === to.service &&
          listAt(known, 'spec', 'ports').some((entry) => entry['port'] === to.port),
      )
        ? []
        : [`${shown(object)} leads to ${to.service}:${String(to.port)}, which is not there`],
    ),
    ...found.flatMap(({ takes, hosts, object }, index) =>
      found
        .slice(0, index)
        .filter(
          (earlier) =>
            earlier.object === object &&
            earlier.hosts.some((host) => hosts.includes(host)) &&
            takes.every((take) => earlier.takes.some((one) => covers(one, take))),
        )
        .map(() => `${JSON.stringify(takes)} of ${shown(object)} is never reached (P09)`),
    ),
    ...found.flatMap(({ attempts, perTry, timeout }) =>
      perTry !== undefined && perTry * (attempts + 1) > timeout
        ? ['retries do not fit the timeout (P08)']
        : [],
    ),
  ];
};

/** Whether nothing is left of what a rule takes once an earlier one has taken its own. */
const covers = (earlier: Served['takes'][number], take: Served['takes'][number]): boolean =>
  (earlier.kind !== 'exact' || take.kind === 'exact') && isTaken(earlier, take.value);

/** Every host answers every path as the plan says, and by whom it names. */
const hostsAreServed: Invariant = (model) => {
  const { hosts, routing } = model.environment;
  const rules = model.objects.flatMap(servedBy);
  const routes = ofKind(model, 'VirtualService', 'HTTPRoute', 'Ingress');
  const asked = routing.kind === 'none' ? [] : hosts;
  return [
    ...asked.flatMap((host) =>
      pathsAround(model.environment).flatMap((path) => {
        const declared = declaredAnswer(model.environment, path);
        const served = answerOf(rules, host, path);
        return served === declared ? [] : [`${path} gets ${served}, not ${declared}`];
      }),
    ),
    ...rules.flatMap((rule) =>
      JSON.stringify(rule.hosts) === JSON.stringify(hosts) || isOneOf(rule, hosts)
        ? []
        : [`${shown(rule.object)} has other hosts than the environment`],
    ),
    ...routes
      .filter((route) => !isReceived(route, routing))
      .map((route) => `${shown(route)} is received by nobody that the config names (P04)`),
  ];
};

/** An Ingress says a rule for each host. */
const isOneOf = ({ object, hosts: [host = ''] }: Served, hosts: readonly string[]): boolean =>
  object['kind'] === 'Ingress' && hosts.includes(host);

/** One certificate is for all hosts, and every Ingress serves it; without TLS there is none. */
const certificatesAreServed: Invariant = (model) => {
  const { routing, hosts } = model.environment;
  const all = ofKind(model, 'Ingress');
  if (!isIngress(routing) || all.length === 0) return [];
  const certificates = ofKind(model, 'Certificate');
  if (routing.issuer === undefined)
    return certificates.length === 0 &&
      all.every((object) => at(object, 'spec', 'tls') === undefined)
      ? []
      : ['plain HTTP has a certificate (N02)'];
  const [certificate] = certificates;
  return [
    ...(certificates.length === 1 &&
    textAt(certificate, 'spec', 'issuerRef', 'name') === routing.issuer &&
    JSON.stringify(at(certificate, 'spec', 'dnsNames')) === JSON.stringify(hosts)
      ? []
      : [
          `${String(certificates.length)} certificates, or not of ${routing.issuer} for exactly the hosts (N02)`,
        ]),
    ...all
      .filter(
        (object) =>
          textAt(object, 'spec', 'tls', 0, 'secretName') !==
            textAt(certificate, 'spec', 'secretName') ||
          JSON.stringify(at(object, 'spec', 'tls', 0, 'hosts')) !== JSON.stringify(hosts),
      )
      .map((object) => `${shown(object)} does not serve the certificate (N02)`),
  ];
};

const isIngress = (
  routing: RoutingPlan,
): routing is Extract<RoutingPlan, { kind: 'ingress' | 'ingress-nginx' }> =>
  routing.kind === 'ingress' || routing.kind === 'ingress-nginx';

function isReceived(route: Plain, routing: RoutingPlan): boolean {
  if (isIngress(routing)) return textAt(route, 'spec', 'ingressClassName') === routing.className;
  if (routing.kind === 'istio')
    return JSON.stringify(at(route, 'spec', 'gateways')) === JSON.stringify([routing.gateway]);
  return (
    routing.kind === 'gateway-api' &&
    textAt(route, 'spec', 'parentRefs', 0, 'namespace') === routing.gateway.namespace &&
    textAt(route, 'spec', 'parentRefs', 0, 'name') === routing.gateway.name
  );
}

/** What must hold of the routes, whatever the back-end. */
export const routeInvariants = {
  routesLead,
  hostsAreServed,
  certificatesAreServed,
} as const satisfies Record<string, Invariant>;
