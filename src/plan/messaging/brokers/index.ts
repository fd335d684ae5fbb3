import type { ParsedConfig } from '../../../config/schema/schema.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import { kafka } from './kafka.ts';
import type { BrokerPlan } from './plan.ts';

type Broker = Extract<ParsedConfig['messaging'], { kind: 'dapr' }>['broker'];

/** Who reads the secret of a broker, and the service whose own secret it is by default. */
export interface BrokerClient {
  readonly name: string;
  readonly service: string;
}

/** What keeps the events of an environment, with everything that follows from it. */
export const brokerPlan = (written: Broker, client: BrokerClient): BrokerPlan =>
  byKind(brokers, written, client);

const brokers: ByKind<Broker, [BrokerClient], BrokerPlan> = { kafka };
