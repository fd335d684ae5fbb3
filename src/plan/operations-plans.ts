import { milliseconds } from '../domain/durations.ts';
import type { Config } from '../config/config.ts';
import { isProduction } from '../config/production.ts';
import { runsHere } from '../domain/clusters.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import type { AutoscalingPlan, InfrastructurePlan } from './plan.ts';

type ComponentConfig = ParsedConfig['components'][string];

const secondsOf = (duration: string): number => milliseconds(duration) / 1000;

export function autoscalingPlan(
  autoscaling: ComponentConfig['autoscaling'],
): AutoscalingPlan | undefined {
  if (autoscaling === undefined) return undefined;
  const { min, max, cpu, memory } = autoscaling;
  const [scaleUp, scaleDown] = [autoscaling.scaleUp, autoscaling.scaleDown].map(
    ({ window, pods, period }) => ({
      windowSeconds: secondsOf(window),
      pods,
      periodSeconds: secondsOf(period),
    }),
  );
  return scaleUp === undefined || scaleDown === undefined
    ? undefined
    : { min, max, cpu, memory, scaleUp, scaleDown };
}

export function infrastructurePlan({
  infrastructure,
  system,
  name,
  environments,
}: Config): InfrastructurePlan {
  if (infrastructure.kind === 'none') return infrastructure;
  const { cluster = system ?? name, email, sleep } = infrastructure;
  const sleepers = environments
    .filter((environment) => !isProduction(environment) && runsHere(environment))
    .map((environment) => environment.name);
  return {
    ...infrastructure,
    cluster,
    email,
    sleep:
      sleep === undefined ? undefined : { ...sleep, environments: sleep.environments ?? sleepers },
  };
}
