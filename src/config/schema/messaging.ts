import * as z from 'zod';
import { bytes, dnsLabel, portNumber, shortName, variableName } from '../../domain/values.ts';

const broker = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('kafka'),
    secret: dnsLabel
      .optional()
      .describe('Secret with addresses and credentials of the broker (default: <service>-secrets)'),
    keys: z
      .strictObject({
        brokers: variableName
          .default('KAFKA_BROKERS')
          .describe('Key with the addresses, separated by commas'),
        username: variableName.default('KAFKA_USERNAME').describe('Key with the SASL user'),
        password: variableName.default('KAFKA_PASSWORD').describe('Key with the SASL password'),
      })
      .prefault({})
      .describe('Keys of that secret'),
    mechanism: z
      .enum(['SHA-256', 'SHA-512', 'PLAINTEXT'])
      .default('SHA-256')
      .describe('SASL mechanism (Dapr saslMechanism)'),
    tls: z.boolean().default(true).describe('Use TLS for the connection to the broker'),
    ports: z
      .array(portNumber)
      .min(1)
      .default([9092])
      .describe('TCP ports of the brokers that the NetworkPolicies admit'),
    maxMessage: bytes.default('1Mi').describe('Maximum message size (Dapr maxMessageBytes)'),
  }),
]);

const topic = z
  .string()
  .max(249)
  .regex(/^[A-Za-z0-9._-]+$/, 'use a Kafka topic: letters, digits, dots, dashes and underscores')
  .refine((name) => name !== '.' && name !== '..', 'use a Kafka topic name');

/** How components send each other events. */
export const messaging = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('dapr'),
    broker: broker.describe('Message broker; its addresses and credentials are in a secret'),
    topics: z
      .record(shortName, topic)
      .default({})
      .describe('Topics by the names that components use'),
    state: shortName
      .optional()
      .describe('Redis store that is also the Dapr state store, for the components that use it'),
    names: z
      .strictObject({
        pubsub: dnsLabel.default('pubsub').describe('Name of the pub/sub component'),
        state: dnsLabel.default('statestore').describe('Name of the state store component'),
      })
      .prefault({})
      .describe('Names of the Dapr components, as applications use them'),
    sampling: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe(
        'Share of calls that are traced, as set in the headers between components; ' +
          'no exporter is configured, so no spans are exported',
      ),
    apiLogging: z.boolean().default(true).describe('Log each call to a sidecar'),
  }),
]);
