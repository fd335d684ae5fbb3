import type { ParsedConfig } from '../../../config/schema/schema.ts';
import { appSecretOf } from '../../../domain/names.ts';
import { bytesOf } from '../../../domain/quantities.ts';
import { opaque, person } from '../../../domain/secret.ts';
import type { KafkaPlan } from './plan.ts';

type Broker = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>['broker'];
type Written = Extract<Broker, { kind: 'kafka' }>;

/** Kafka, which somebody else runs. */
export const kafka = (
  { kind, secret, keys, mechanism, tls, ports, maxMessage }: Written,
  client: { readonly name: string; readonly service: string },
): KafkaPlan => ({
  kind,
  title: 'Kafka',
  keys,
  mechanism,
  tls,
  ports,
  maxMessageBytes: String(bytesOf(maxMessage)),
  access: {
    ...opaque,
    name: secret ?? appSecretOf(client.service),
    purpose: 'Access to the Kafka brokers',
    usedBy: [client.name],
    keys: [
      person(keys.brokers, 'Addresses of the Kafka brokers, like host-1:9092,host-2:9092'),
      person(keys.username, 'SASL user of the brokers'),
      person(keys.password, 'SASL password of that user'),
    ],
  },
  elsewhere: ['the Kafka brokers'],
  location: {
    title: 'A managed broker outside the cluster',
    rationale:
      'No Kafka to operate: no volumes, upgrades or nodes. Its provider sets the price and ' +
      'handles outages; components only talk to Dapr, so changing the broker is a config ' +
      'change.',
  },
});
