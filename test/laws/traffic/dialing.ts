import fc from 'fast-check';
import { lies, type End } from './cni.ts';

/** Where somebody may send to, said without looking at any policy. */
export interface Target {
  readonly matches: (end: End, namespace: string) => boolean;
  /** One end that it leads to. */
  readonly sample: (namespace: string) => End;
}

/** A text that a variable or an option holds, and what it makes a pod dial. */
export interface Dialing {
  readonly text: string;
  readonly targets: readonly { readonly target: Target; readonly port: number }[];
}

export const inNamespace = (name: string): Target => ({
  matches: (end) => 'namespace' in end && end.namespace === name,
  sample: () => ({ name: `pod of ${name}`, namespace: name, labels: { app: 'x' } }),
});
export const inNetwork = (cidr: string): Target => ({
  matches: (end) => 'ip' in end && lies(end.ip, cidr),
  sample: () => ({ name: cidr, ip: cidr.split('/')[0] ?? '' }),
});
export const anywhere = (port: number): Target => ({
  matches: (end) =>
    port !== 80 ||
    !('ip' in end) ||
    !['169.254.0.0/16', 'fd00:ec2::/32'].some((cidr) => lies(end.ip, cidr)),
  sample: () => ({ name: 'some address', ip: '198.51.100.7' }),
});
const beside: Target = {
  matches: (end, namespace) => 'namespace' in end && end.namespace === namespace,
  sample: (namespace) => ({ name: 'pod beside', namespace, labels: { app: 'beside' } }),
};

type Host = readonly [text: string, to: (port: number) => readonly Target[]];

const hosts: readonly Host[] = [
  ['collector.observability.svc', () => [inNamespace('observability')]],
  ['Collector.Observability.svc.cluster.local.', () => [inNamespace('observability')]],
  ['kafka-0.kafka.streams.svc', () => [inNamespace('streams')]],
  ['10.20.30.40', () => [inNetwork('10.20.30.40/32')]],
  ['[2001:DB8::0:7]', () => [inNetwork('2001:db8::7/128')]],
  ['collector', () => [beside]],
  ['otel.example.com', (port) => [anywhere(port)]],
  ['localhost', () => []],
  ['127.0.0.1', () => []],
  ['[::1]', () => []],
];
const host = fc.constantFrom(...hosts);
const port = fc.option(fc.constantFrom(80, 443, 4317, 6432, 9094), { nil: undefined });

const dialed = (list: readonly (readonly [Host, number | undefined])[], usual: number) => ({
  text: list.map(([[name], own]) => (own === undefined ? name : `${name}:${own}`)).join(','),
  targets: list.flatMap(([[, to], own = usual]) =>
    to(own).map((target) => ({ target, port: own })),
  ),
});

const urlOf = (scheme: string, usual: number, max = 1): fc.Arbitrary<Dialing> =>
  fc
    .tuple(
      fc.array(fc.tuple(host, port), { minLength: 1, maxLength: max }),
      fc.constantFrom('', 'user:pass@'),
      fc.constantFrom('', '/', '/v1/traces?x=1', '#top'),
    )
    .map(([list, user, rest]) => {
      const { text, targets } = dialed(list, usual);
      return { text: `${scheme}://${user}${text}${rest}`, targets };
    });

const listOf = (usual: number): fc.Arbitrary<Dialing> =>
  fc.array(fc.tuple(host, port), { minLength: 1, maxLength: 3 }).map((list) => dialed(list, usual));

/** What opens nothing, whatever it looks like. */
const silent = fc.constantFrom(
  'https://shop.example.com',
  'http://10.9.8.7:8080/path',
  'http://api.other.svc:8080,https://b.example.com',
  'not a url at all',
  '12:30',
);

/** Variables by how they dial. */
export const variables: Readonly<Record<string, fc.Arbitrary<Dialing>>> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: fc.oneof(urlOf('https', 443), urlOf('http', 80), listOf(4317)),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: fc.oneof(urlOf('grpc', 4317), urlOf('http', 80)),
  KAFKA_BROKERS: fc.oneof(listOf(9092), urlOf('kafka', 9092, 3)),
  LEGACY_DSN: fc.oneof(
    urlOf('postgresql', 5432, 2),
    urlOf('jdbc:mysql', 3306),
    urlOf('rediss', 6379),
    urlOf('amqp', 5672),
  ),
  CORS_ORIGIN: silent.map((text) => ({ text, targets: [] })),
};

/** Endpoints of object stores, as the config takes them. */
export const endpoint: fc.Arbitrary<Dialing> = fc
  .tuple(
    fc.constantFrom(
      ...hosts.filter(([name]) => /^[a-z0-9.-]+$/.test(name) && !/^(localhost|127)/.test(name)),
    ),
    port,
  )
  .map((one) => {
    const { text, targets } = dialed([one], 443);
    return { text: `https://${text}`, targets };
  });
