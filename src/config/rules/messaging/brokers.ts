import { byKind, type ByKind } from '../../../domain/member.ts';
import type { ParsedConfig } from '../../schema/schema.ts';
import type { NamedSecret } from '../named-secret.ts';

type Broker = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>['broker'];

/** The secrets of a broker that the config names. */
export const brokerSecrets = (broker: Broker): readonly NamedSecret[] => byKind(secrets, broker);

const secrets: ByKind<Broker, [], readonly NamedSecret[]> = {
  kafka: ({ secret }) =>
    secret === undefined ? [] : [{ at: 'messaging.broker.secret', name: secret }],
};
