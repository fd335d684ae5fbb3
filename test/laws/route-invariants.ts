import type { RoutingPlan } from '../../src/plan/plan.ts';
import { at, listAt, nameOf, ofKind, shown, textAt, type Model, type Plain } from './model.ts';

type Invariant = (model: Model) => readonly string[];

/** Every route leads to a port that is there, can be reached, and has time for its retries. */
const routesLead: Invariant = (model) => {
  const found = model.objects.flatMap(routedBy);
  return [
    ...found.flatMap(({ object, service, port }) =>
      ofKind(model, 'Service').some(
        (known) =>
          nameOf(known) === service &&
          listAt(known, 'spec', 'ports').some((entry) => entry['port'] === port),
      )
        ? []
        : [`${shown(object)} leads to ${service}:${String(port)}, which is not there`],
    ),
    ...found.flatMap(({ path, object }, index) =>
      found
        .slice(0, index)
        .filter((earlier) => earlier.object === object && path.startsWith(earlier.path))
        .map((earlier) => `${path} is never reached behind ${earlier.path} (P09)`),
    ),
    ...found.flatMap(({ attempts, perTry, timeout }) =>
      perTry !== undefined && perTry * (attempts + 1) > timeout
        ? ['retries do not fit the timeout (P08)']
        : [],
    ),
  ];
};

/** Exactly the routes of the plan are served, as they are meant, on exactly its hosts, by whom it names. */
const hostsAreServed: Invariant = (model) => {
  const { hosts, routing, workloads } = model.environment;
  const declared =
    hosts.length === 0 || routing.kind === 'none'
      ? []
      : workloads.flatMap(({ component, routes }) =>
          routes.map(({ path, timeout, retries: { attempts, perTry } }) =>
            said({
              path,
              service: component.objectName,
              timeout: millisecondsIn(timeout),
              attempts,
              perTry: perTry === undefined ? undefined : millisecondsIn(perTry),
            }),
          ),
        );
  const served = model.objects.flatMap(routedBy).map(said);
  const routes = ofKind(model, 'VirtualService', 'HTTPRoute', 'Ingress');
  return [
    ...declared.filter((route) => !served.includes(route)).map((route) => `nobody serves ${route}`),
    ...served
      .filter((route, index) => !declared.includes(route) || served.indexOf(route) !== index)
      .map((route) => `nobody declares ${route}`),
    ...routes
      .filter((route) => JSON.stringify(hostsOf(route)) !== JSON.stringify(hosts))
      .map((route) => `${shown(route)} has other hosts than the environment`),
    ...routes
      .filter((route) => !isReceived(route, routing))
      .map((route) => `${shown(route)} is received by nobody that the config names (P04)`),
  ];
};

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

interface Meant {
  readonly path: string;
  readonly service: string;
  /** In milliseconds. */
  readonly timeout: number;
  readonly attempts: number;
  readonly perTry: number | undefined;
}
interface Routed extends Meant {
  readonly object: Plain;
  readonly port: unknown;
}

const said = ({ path, service, timeout, attempts, perTry }: Meant): string =>
  `${path} by ${service} within ${String(timeout)} ms, ${String(attempts)} retries of ${String(perTry)}`;

/** The routes that an object says, with what they mean to its back-end. */
export function routedBy(object: Plain): readonly Routed[] {
  return (
    { VirtualService: ofVirtualService, HTTPRoute: ofHttpRoute, Ingress: ofIngress }[
      textAt(object, 'kind')
    ] ?? (() => [])
  )(object);
}

const ofVirtualService = (object: Plain): readonly Routed[] =>
  listAt(object, 'spec', 'http').map((rule) => ({
    object,
    path: textAt(rule, 'match', 0, 'uri', 'prefix'),
    service: textAt(rule, 'route', 0, 'destination', 'host'),
    port: at(rule, 'route', 0, 'destination', 'port', 'number'),
    timeout: millisecondsIn(textAt(rule, 'timeout')),
    attempts: Number(at(rule, 'retries', 'attempts')),
    perTry:
      at(rule, 'retries', 'perTryTimeout') === undefined
        ? undefined
        : millisecondsIn(textAt(rule, 'retries', 'perTryTimeout')),
  }));

const ofHttpRoute = (object: Plain): readonly Routed[] =>
  listAt(object, 'spec', 'rules').map((rule) => ({
    object,
    path: textAt(rule, 'matches', 0, 'path', 'value'),
    service: textAt(rule, 'backendRefs', 0, 'name'),
    port: at(rule, 'backendRefs', 0, 'port'),
    timeout: millisecondsIn(textAt(rule, 'timeouts', 'request')),
    attempts: 0,
    perTry: undefined,
  }));

/**
 * Without a word ingress-nginx tries three times and waits a minute;
 * another controller is only ever asked for what is usual.
 */
function ofIngress(object: Plain): readonly Routed[] {
  const annotation = (key: string): string | undefined =>
    at(object, 'metadata', 'annotations', `nginx.ingress.kubernetes.io/${key}`) as
      | string
      | undefined;
  const isNginx = textAt(object, 'spec', 'ingressClassName').split('-').includes('nginx');
  const silence = Number(annotation('proxy-read-timeout') ?? (isNginx ? 60 : 30)) * 1000;
  const tries =
    annotation('proxy-next-upstream') === 'off' || !isNginx
      ? 1
      : Number(annotation('proxy-next-upstream-tries') ?? 3);
  const [timeout, perTry] =
    tries === 1
      ? [silence, undefined]
      : [Number(annotation('proxy-next-upstream-timeout') ?? 0) * 1000, silence];
  return listAt(object, 'spec', 'rules')
    .slice(0, 1)
    .flatMap((rule) => listAt(rule, 'http', 'paths'))
    .map((entry) => ({
      object,
      path: textAt(entry, 'path'),
      service: textAt(entry, 'backend', 'service', 'name'),
      port: at(entry, 'backend', 'service', 'port', 'number'),
      timeout,
      attempts: tries - 1,
      perTry,
    }));
}

/** `1h30m` in milliseconds. */
const millisecondsIn = (duration: string): number =>
  [...duration.matchAll(/(\d+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit = '']) =>
      sum + Number(amount) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 0),
    0,
  );

const hostsOf = (route: Plain): unknown =>
  route['kind'] === 'Ingress'
    ? listAt(route, 'spec', 'rules').map(({ host }) => host)
    : at(route, 'spec', route['kind'] === 'HTTPRoute' ? 'hostnames' : 'hosts');

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
