import { byKind, type ByKind } from '../../../../domain/member.ts';
import type { BrokerPlan } from '../../../../plan/messaging/brokers/plan.ts';
import type { BrokerFiles } from './contract.ts';
import { kafka } from './kafka.ts';

/** How a broker is described, in every file that names it. */
export const brokerOf = (broker: BrokerPlan): BrokerFiles => byKind(brokers, broker);

const brokers: ByKind<BrokerPlan, [], BrokerFiles> = { kafka };
