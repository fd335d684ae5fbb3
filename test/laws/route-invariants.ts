import type { RoutingPlan } from '../../src/plan/plan.ts';
import {
  answerOf,
  declaredAnswer,
  isTaken,
  pathsAround,
  servedBy,
  type Served,
} from './route-answers.ts';
import { repeatsOf } from '../../src/domain/repeats.ts';
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
            takes.every((take) => earlier.takes.some((one) => covers(one, take))) &&
            !isHalf({ takes, object }, found),
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

/**
 * Whether a rule is the path itself of a prefix of whole segments, whose rest is another rule: an exact
 * route may have taken it. Istio needs two where the path is rewritten.
 */
const isHalf = (
  { takes, object }: Pick<Served, 'takes' | 'object'>,
  found: readonly Served[],
): boolean =>
  takes.every(
    ({ kind, value }) =>
      kind === 'exact' &&
      found.some(
        (other) =>
          other.object === object &&
          other.takes.some((one) => one.kind === 'raw' && one.value === `${value}/`),
      ),
  );

/** Every host answers every path as the plan says, and by whom it names. */
const hostsAreServed: Invariant = (model) => {
  const { hosts, routing } = model.environment;
  const rules = model.objects.flatMap(servedBy);
  const routes = ofKind(model, 'VirtualService', 'HTTPRoute', 'Ingress');
  const asked = routing.kind === 'none' ? [] : hosts;
  return [
    ...asked.flatMap((host) =>
      pathsAround(model.environment).flatMap((path) => {
        const declared = declaredAnswer(model.environment, host, path);
        const served = answerOf(rules, host, path);
        return served === declared ? [] : [`${host} answers ${path} by ${served}, not ${declared}`];
      }),
    ),
    ...rules
      .filter((rule) => rule.hosts.some((host) => !hosts.includes(host)))
      .map(({ object }) => `${shown(object)} has other hosts than the environment`),
    ...repeatsOf(ofKind(model, 'VirtualService'), hostsSaid).map(
      ([object, host]) =>
        `${shown(object)} is a second one for ${host}, and nothing orders the two`,
    ),
    ...routes
      .filter((route) => !isReceived(route, routing))
      .map((route) => `${shown(route)} is received by nobody that the config names (P04)`),
  ];
};

const hostsSaid = (object: Plain): readonly string[] => at(object, 'spec', 'hosts') as string[];

/** Each host has one certificate, and every Ingress serves that of its hosts; without TLS there is none. */
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
  const signed = certificates.flatMap((object) => namesIn(object));
  const secretOf = (host: unknown): string | undefined =>
    certificates
      .filter((object) => namesIn(object).includes(String(host)))
      .map((object) => textAt(object, 'spec', 'secretName'))[0];
  return [
    ...(certificates.every(
      (object) => textAt(object, 'spec', 'issuerRef', 'name') === routing.issuer,
    ) && JSON.stringify([...signed].sort()) === JSON.stringify([...hosts].sort())
      ? []
      : [
          `${String(certificates.length)} certificates, or not of ${routing.issuer} for exactly the hosts (N02)`,
        ]),
    ...all
      .filter((object) => {
        const own = listAt(object, 'spec', 'rules').map(({ host }) => host);
        return (
          JSON.stringify(at(object, 'spec', 'tls', 0, 'hosts')) !== JSON.stringify(own) ||
          own.some((host) => secretOf(host) !== textAt(object, 'spec', 'tls', 0, 'secretName'))
        );
      })
      .map((object) => `${shown(object)} does not serve the certificate (N02)`),
  ];
};

const namesIn = (certificate: Plain): readonly string[] =>
  at(certificate, 'spec', 'dnsNames') as string[];

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
