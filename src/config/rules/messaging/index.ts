import { byKind, type ByKind } from '../../../domain/member.ts';
import type { ParsedConfig } from '../../schema/schema.ts';
import type { Carrier } from './contract.ts';
import { daprCarrier } from './dapr.ts';

type Written = ParsedConfig['messaging'];

/** What carries the events of a config; nothing where nothing does. */
export const carrierIn = (written: Written): Carrier | undefined => byKind(carriers, written);

const carriers: ByKind<Written, [], Carrier | undefined> = {
  none: () => undefined,
  dapr: daprCarrier,
};
