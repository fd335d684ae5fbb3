import type { NoMonitoring } from './plan.ts';

/** Nobody watches. */
export const noMonitoring: NoMonitoring = {
  kind: 'none',
  isOff: true,
  namespace: undefined,
  channel: undefined,
  objectKinds: [],
  secrets: [],
  bootstrap: undefined,
  decisions: undefined,
};
