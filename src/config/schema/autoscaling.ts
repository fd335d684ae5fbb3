import * as z from 'zod';
import { seconds } from '../../domain/values.ts';

const percent = z.int().min(1).max(100);

const speed = (defaults: {
  readonly window: string;
  readonly pods: number;
  readonly period: string;
}) =>
  z
    .strictObject({
      window: seconds.default(defaults.window).describe('Kubernetes stabilizationWindowSeconds'),
      pods: z
        .int()
        .min(1)
        .max(100)
        .default(defaults.pods)
        .describe('Maximum number of pods added or removed per period'),
      period: seconds.default(defaults.period).describe('Kubernetes periodSeconds, at most 30m'),
    })
    .prefault({});

/** A HorizontalPodAutoscaler (autoscaling/v2); it owns the number of pods. */
export const autoscaling = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('Whether to autoscale; false keeps the bounds in the chart, and replicas applies'),
  min: z.int().min(1).max(100).describe('Kubernetes minReplicas'),
  max: z.int().min(1).max(100).describe('Kubernetes maxReplicas'),
  cpu: percent.default(70).describe('Target average CPU, in percent of the request'),
  memory: percent.optional().describe('Target average memory, in percent of the request'),
  scaleUp: speed({ window: '1m', pods: 2, period: '1m' }).describe('How fast pods are added'),
  scaleDown: speed({ window: '5m', pods: 1, period: '2m' }).describe('How fast pods are removed'),
});
