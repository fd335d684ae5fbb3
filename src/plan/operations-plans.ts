import { milliseconds } from '../domain/durations.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import type { AutoscalingPlan } from './plan.ts';

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
