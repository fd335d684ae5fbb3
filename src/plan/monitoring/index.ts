import type { ParsedConfig } from '../../config/schema/schema.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { noMonitoring } from './none.ts';
import type { MonitoringPlan } from './plan.ts';
import { prometheus } from './prometheus.ts';

type Written = ParsedConfig['monitoring'];

/** What watches an environment, with everything that follows from it. */
export const monitoringPlan = (written: Written, service: string): MonitoringPlan =>
  byKind(monitorings, written, service);

const monitorings: ByKind<Written, [service: string], MonitoringPlan> = {
  none: () => noMonitoring,
  prometheus,
};
