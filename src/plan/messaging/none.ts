import type { NoMessaging } from './plan.ts';

/** Components send each other no events. */
export const noMessaging: NoMessaging = {
  kind: 'none',
  carries: false,
  topics: {},
  brokerSecret: undefined,
  stateStore: undefined,
  secrets: [],
  elsewhere: [],
  steps: [],
  chart: undefined,
  decisions: undefined,
};
