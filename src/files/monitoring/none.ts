import type { MonitoringFiles } from './contract.ts';

/** Nobody watches, and nothing is said about it. */
export const noMonitoring = (): MonitoringFiles => ({
  componentObjects: () => [],
  objects: () => [],
  chart: undefined,
  dashboard: undefined,
  operators: [],
  prerequisites: () => [],
  freshness: () => undefined,
  runbook: undefined,
  bootstrap: { manifests: {}, notes: () => [] },
});
