import type { NoMessaging } from './plan.ts';

/** Components send each other no events. */
export const noMessaging: NoMessaging = {
  kind: 'none',
  carries: false,
  objects: '',
  topics: {},
  broker: undefined,
  stateStore: undefined,
  sidecar: undefined,
  steps: [],
  chart: undefined,
  decisions: undefined,
};
