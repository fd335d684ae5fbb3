/** A host and a port that a text names. */
export interface Dialed {
  readonly host: string;
  readonly port: number;
}

/**
 * The port of a URL that has none, and whether its scheme alone says
 * that pods dial it: a store's or a broker's does. An http URL may as
 * well be an origin, a link or an issuer.
 */
export const schemes: Readonly<Record<string, { readonly port: number; readonly dials: boolean }>> =
  {
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
    dialed: urls.length > 0 ? urls.flatMap(({ hosts }) => hosts) : hostsIn(value, row.port),
    named: [],
  };
}

/** The hosts of a URL. */
export const dialedBy = (url: string): readonly Dialed[] =>
  urlsIn(url).flatMap(({ hosts }) => hosts);

const host = String.raw`(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9_.-]|\$\{[A-Z][A-Z0-9_]*\})+)(?::[0-9]{1,5})?`;
/** Several hosts of one URL; the next URL of a list is none of them. */
const hosts = `${host}(?:,(?!${String.raw`[A-Za-z][A-Za-z0-9+.-]*://`})${host})*`;
const url = new RegExp(
  String.raw`([A-Za-z][A-Za-z0-9+.-]*)://(?:[^\s/?#@]*@)?(${hosts})(?=[/?#\s,;"']|$)`,
  'g',
);

const urlsIn = (
  text: string,
): readonly { readonly dials: boolean; readonly hosts: readonly Dialed[] }[] =>
  [...text.matchAll(url)].flatMap(([, name = '', list = '']) => {
    const scheme = Object.hasOwn(schemes, name.toLowerCase())
      ? schemes[name.toLowerCase()]
      : undefined;
    return [{ dials: scheme?.dials ?? false, hosts: hostsIn(list, scheme?.port) }];
  });

/** The hosts of a list `a:9092,b`; one that nobody knows the port of is none. */
function hostsIn(list: string, usual: number | undefined): readonly Dialed[] {
  if (!new RegExp(`^${hosts}$`).test(list)) return [];
  return list.split(',').flatMap((one) => {
    const [, address, name = address ?? '', written] =
      /^(?:\[([^\]]+)\]|([^:]+))(?::([0-9]+))?$/.exec(one) ?? [];
    const port = Number(written ?? usual);
    return port >= 1 && port <= 65535 ? [{ host: lowered(name), port }] : [];
  });
}

/** Names are the same in capitals, and with a dot at the end; variables of CI are not. */
const lowered = (name: string): string =>
  name
    .replace(/\.$/, '')
    .replace(/(\$\{[A-Z0-9_]+\})|[A-Z]/g, (found, variable?: string) =>
      variable === undefined ? found.toLowerCase() : variable,
    );
