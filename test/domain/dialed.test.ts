import { expect, test } from 'vitest';
import { addressesIn } from '../../src/domain/dialed.ts';
import { isCovered, openingsTo, type Opening } from '../../src/domain/openings.ts';

const shown = (list: readonly { readonly host: string; readonly port: number }[]) =>
  list.map(({ host, port }) => `${host} ${port}`);
const dialed = (variable: string, value: string) => shown(addressesIn(variable, value).dialed);
const named = (variable: string, value: string) => shown(addressesIn(variable, value).named);

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318', ['collector 4318']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://Otel.Example.com', ['otel.example.com 443']],
  ['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', 'grpc://c.o.svc', ['c.o.svc 4317']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector.o.svc', ['collector.o.svc 4317']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://[2001:db8::1]:4318/v1', ['2001:db8::1 4318']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://otel.${DOMAIN}:4318', ['otel.${DOMAIN} 4318']],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '$(NODE_IP):4317', []],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '', []],
  ['KAFKA_BROKERS', 'a:9092,b:9093,c', ['a 9092', 'b 9093', 'c 9092']],
  ['SPRING_KAFKA_BOOTSTRAP_SERVERS', 'a.example.com:9094', ['a.example.com 9094']],
  ['KAFKA_BROKERS', 'SSL://a:9093,SSL://b:9093', ['a 9093', 'b 9093']],
  ['KAFKA_BROKERS', 'a:99999', []],
  [
    'KAFKA_BROKERS',
    ' b1.kafka.svc:9092, b2.kafka.svc:9093 ',
    ['b1.kafka.svc 9092', 'b2.kafka.svc 9093'],
  ],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'dns:///collector.o.svc:4317', ['collector.o.svc 4317']],
  ['NATS', 'nats://u:p@a.nats.svc:4222,u:p@b.nats.svc', ['a.nats.svc 4222', 'b.nats.svc 4222']],
  ['DATABASE', 'postgresql+asyncpg://u@pg.db.svc/app', ['pg.db.svc 5432']],
  ['DATABASE', 'mysql+pymysql://u@my.example.com:3307/x', ['my.example.com 3307']],
  ['DATABASE', 'mongodb+srv://u@cluster.example.com/x', ['cluster.example.com 27017']],
  [
    'REPORTS_URL',
    'postgresql://u:p@db.example.com/reports?sslmode=require',
    ['db.example.com 5432'],
  ],
  ['REPORTS_URL', 'postgres://u@a:6432,b/reports', ['a 6432', 'b 5432']],
  ['REPORTS_URL', 'jdbc:mysql://db.example.com/reports', ['db.example.com 3306']],
  ['QUEUE', 'amqps://mq.example.com.', ['mq.example.com 5671']],
  ['CACHE', 'rediss://:secret@cache.example.com:6380/0', ['cache.example.com 6380']],
  ['NOT_OTEL_ENDPOINT', 'http://collector:4318', []],
  ['CORS_ORIGIN', 'https://a.example.com', []],
  ['TIME', '12:30', []],
])('%s=%s dials %j', (variable, value, expected) => {
  expect(dialed(variable, value)).toEqual(expected);
});

test.each([
  ['CORS_ORIGIN', 'https://a.example.com, http://b.example.com:8080', 2],
  ['CORS_ORIGIN', 'https://a.example.com,http://b.example.com', 2],
  ['API', 'see https://a.example.com/path?x=1#y', 1],
  ['FILE', 'file:///etc/hosts', 0],
  ['ABOUT', 'see https://a.example.com, and more', 1],
  ['METRICS', 'udp://10.20.1.1:8125', 1],
  ['METRICS', 'udp://10.20.1.1', 0],
  ['BUCKET', 's3://bucket/path', 0],
  ['BROKEN', 'https://exa mple', 1],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318', 0],
])('%s=%s names %i addresses that it may not dial', (variable, value, count) => {
  expect(named(variable, value)).toHaveLength(count);
});

test.each([
  ['c.observability.svc', { kind: 'namespace', namespace: 'observability' }],
  ['c.observability.svc.cluster.local', { kind: 'namespace', namespace: 'observability' }],
  ['kafka-0.kafka.streams.svc', { kind: 'namespace', namespace: 'streams' }],
  ['collector', { kind: 'beside' }],
  ['collector.observability', { kind: 'anywhere' }],
  ['a.svc.example.com', { kind: 'anywhere' }],
  ['10.1.2.3', { kind: 'network', cidr: '10.1.2.3/32' }],
  ['2001:db8:0::1', { kind: 'network', cidr: '2001:db8::1/128' }],
  ['localhost', undefined],
  ['127.0.0.53', undefined],
  ['::1', undefined],
])('%s is reached by %j', (host, to) => {
  expect(openingsTo({ host, port: 80 })).toEqual(
    to === undefined ? [] : [{ to, protocol: 'TCP', ports: [80] }],
  );
});

test('a scheme says where packets and not connections go', () => {
  const [address] = addressesIn('METRICS', 'statsd://10.20.1.1').named;
  expect(address).toEqual({ host: '10.20.1.1', port: 8125, protocol: 'UDP' });
  expect(address === undefined ? [] : openingsTo(address)).toEqual([
    { to: { kind: 'network', cidr: '10.20.1.1/32' }, protocol: 'UDP', ports: [8125] },
  ]);
});

const opening = (to: Opening['to'], ports: readonly number[], protocol: Opening['protocol']) => ({
  to,
  ports,
  protocol,
});
const inTen = { kind: 'network', cidr: '10.0.0.0/8' } as const;

test('an opening is covered by wider ones of its protocol and ports', () => {
  const wide = [opening(inTen, [80, 443], 'TCP'), opening(inTen, [8125], 'UDP')];
  const one = { kind: 'network', cidr: '10.1.2.3/32' } as const;
  expect(isCovered(opening(one, [443], 'TCP'), wide)).toBe(true);
  expect(isCovered(opening(one, [443, 8443], 'TCP'), wide)).toBe(false);
  expect(isCovered(opening(one, [443], 'UDP'), wide)).toBe(false);
  expect(isCovered(opening({ kind: 'network', cidr: '0.0.0.0/0' }, [443], 'TCP'), wide)).toBe(
    false,
  );
  expect(isCovered(opening({ kind: 'beside' }, [443], 'TCP'), wide)).toBe(false);
  expect(
    isCovered(opening({ kind: 'beside' }, [443], 'TCP'), [
      opening({ kind: 'anywhere' }, [443], 'TCP'),
    ]),
  ).toBe(true);
});

test('an egress to pods of a namespace admits what their hosts lead to', () => {
  const narrow = { kind: 'namespace', namespace: 'search', pods: { app: 'api' } } as const;
  const admitted = [opening(narrow, [9200], 'TCP')];
  const asked = (namespace: string) => opening({ kind: 'namespace', namespace }, [9200], 'TCP');
  expect(isCovered(asked('search'), admitted)).toBe(true);
  expect(isCovered(asked('other'), admitted)).toBe(false);
});
