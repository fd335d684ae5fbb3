/** A host and a port that a text names, and the protocol, where it is not TCP. */
export interface Dialed {
  readonly host: string;
  readonly port: number;
  readonly protocol?: 'UDP';
}

/** What a scheme says of its URLs. */
interface Scheme {
  /** Of a URL that has none; without it, such a URL names nothing. */
  readonly port?: number;
  readonly dials: boolean;
  readonly protocol?: 'UDP';
}

/**
 * The port of a URL that has none, and whether its scheme alone says
 * that pods dial it: a store's or a broker's does. An http URL may as
 * well be an origin, a link or an issuer.
 */
export const schemes: Readonly<Record<string, Scheme>> = {
  http: { port: 80, dials: false },
  https: { port: 443, dials: false },
  ws: { port: 80, dials: false },
  wss: { port: 443, dials: false },
  grpc: { port: 4317, dials: false },
  ldap: { port: 389, dials: false },
  ldaps: { port: 636, dials: false },
  smtp: { port: 587, dials: false },
  smtps: { port: 465, dials: false },
  postgres: { port: 5432, dials: true },
  postgresql: { port: 5432, dials: true },
  mysql: { port: 3306, dials: true },
  mongodb: { port: 27017, dials: true },
  'mongodb+srv': { port: 27017, dials: true },
  redis: { port: 6379, dials: true },
  rediss: { port: 6379, dials: true },
  valkey: { port: 6379, dials: true },
  valkeys: { port: 6379, dials: true },
  clickhouse: { port: 9000, dials: true },
  amqp: { port: 5672, dials: true },
  amqps: { port: 5671, dials: true },
  kafka: { port: 9092, dials: true },
  nats: { port: 4222, dials: true },
  mqtt: { port: 1883, dials: true },
  mqtts: { port: 8883, dials: true },
  statsd: { port: 8125, dials: false, protocol: 'UDP' },
  udp: { dials: false, protocol: 'UDP' },
};

/** Variables whose addresses are dialed, whatever the scheme; and the port of those without a URL. */
const dialingVariables: readonly { readonly name: RegExp; readonly port: number }[] = [
  { name: /^OTEL_([A-Z0-9_]+_)?ENDPOINT$/, port: 4317 },
  { name: /(^|_)(BROKERS|BOOTSTRAP_SERVERS)$/, port: 9092 },
];

/** What a variable makes a pod dial, and what else its URLs name: nobody can tell what for. */
export function addressesIn(
  variable: string,
  value: string,
): { readonly dialed: readonly Dialed[]; readonly named: readonly Dialed[] } {
  const row = dialingVariables.find(({ name }) => name.test(variable));
  const urls = urlsIn(value);
  if (row === undefined)
    return {
      dialed: urls.filter(({ dials }) => dials).flatMap(({ hosts }) => hosts),
      named: urls.filter(({ dials }) => !dials).flatMap(({ hosts }) => hosts),
    };
  return {
    dialed:
      urls.length > 0
        ? urls.flatMap(({ hosts }) => hosts)
        : hostsIn(withoutSpaces(value).replace(grpcTarget, ''), { port: row.port }),
    named: [],
  };
}

/** People put spaces around the commas of a list, and clients trim them. */
const withoutSpaces = (list: string): string => list.trim().replaceAll(/\s*,\s*/g, ',');

/** How gRPC writes whom to ask for a name, in front of the name: `dns:///collector:4317`. */
const grpcTarget = /^(?:dns|passthrough):\/\/[^/]*\//;

/** The hosts of a URL. */
export const dialedBy = (url: string): readonly Dialed[] =>
  urlsIn(url).flatMap(({ hosts }) => hosts);

const host = String.raw`(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9_.-]|\$\{[A-Z][A-Z0-9_]*\})+)(?::[0-9]{1,5})?`;
const user = String.raw`(?:[^\s/?#@,]*@)?`;
/** Several hosts of one URL; the next URL of a list is none of them. */
const hosts = `${host}(?:,(?!${String.raw`[A-Za-z][A-Za-z0-9+.-]*://`})${user}${host})*`;
const url = new RegExp(
  String.raw`([A-Za-z][A-Za-z0-9+.-]*)://(?:[^\s/?#@]*@)?(${hosts})(?=[/?#\s,;"']|$)`,
  'g',
);

const urlsIn = (
  text: string,
): readonly { readonly dials: boolean; readonly hosts: readonly Dialed[] }[] =>
  [...text.matchAll(url)].map(([, name = '', list = '']) => {
    const scheme = schemeOf(name.toLowerCase());
    return { dials: scheme.dials, hosts: hostsIn(list, scheme) };
  });

/** `postgresql+asyncpg` is `postgresql` by a driver. */
function schemeOf(name: string): Scheme {
  const known = [name, name.replace(/\+.*$/, '')].find((one) => Object.hasOwn(schemes, one));
  return (known === undefined ? undefined : schemes[known]) ?? { dials: false };
}

/** The hosts of a list `a:9092, b`; one that nobody knows the port of is none. */
function hostsIn(
  list: string,
  { port: usual, protocol }: Omit<Scheme, 'dials'>,
): readonly Dialed[] {
  if (!new RegExp(`^${hosts}$`).test(list)) return [];
  return list.split(',').flatMap((one) => {
    const [, address, name = address ?? '', written] =
      /^(?:[^@]*@)?(?:\[([^\]]+)\]|([^:]+))(?::([0-9]+))?$/.exec(one) ?? [];
    const port = Number(written ?? usual);
    if (!(port >= 1 && port <= 65535)) return [];
    return [{ host: lowered(name), port, ...(protocol === undefined ? {} : { protocol }) }];
  });
}

/** Names are the same in capitals, and with a dot at the end; variables of CI are not. */
const lowered = (name: string): string =>
  name
    .replace(/\.$/, '')
    .replace(/(\$\{[A-Z0-9_]+\})|[A-Z]/g, (found, variable?: string) =>
      variable === undefined ? found.toLowerCase() : variable,
    );
