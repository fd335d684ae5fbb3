import type { MessagingFiles } from './contract.ts';

/** Nothing carries events. */
export const noMessaging = (): MessagingFiles => ({
  componentObjects: () => [],
  objects: () => [],
  annotations: () => ({}),
  sidecarRequests: () => undefined,
  egress: [],
  chart: undefined,
  operators: [],
  prerequisites: [],
  needs: () => [],
  brokerStep: () => '',
  brokerOutage: () => [],
  stateOutage: () => '',
  flow: '',
  localNotes: [],
});
