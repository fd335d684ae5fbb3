import type { Owner } from '../../plan/chart-owners.ts';
import type { EnvironmentPlan, MonitoringPlan, Plan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { noPart, type Part } from '../chart-parts/leaf.ts';
import type { MonitoringFiles } from './contract.ts';
import { noMonitoring } from './none.ts';
import { prometheus } from './prometheus/index.ts';

/** How whatever watches an environment is described, in every file that names it. */
export const monitoringOf = (monitoring: MonitoringPlan): MonitoringFiles =>
  byKind(monitorings, monitoring);

const monitorings: ByKind<MonitoringPlan, [], MonitoringFiles> = {
  none: noMonitoring,
  prometheus,
};

/** The same for several environments: all that are watched are watched alike. */
export function watcherOf(environments: readonly EnvironmentPlan[]): MonitoringFiles {
  const watched = environments.map(({ monitoring }) => monitoring).find(({ isOff }) => !isOff);
  return watched === undefined ? noMonitoring() : monitoringOf(watched);
}

/** What of the monitoring becomes values; nothing where no environment is watched. */
export const monitoringPart = (plan: Plan, owner: Owner): Part =>
  watcherOf(plan.environments).chart?.(plan, owner) ?? noPart;
