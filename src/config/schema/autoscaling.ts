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
        .describe('Pods that may come or go in a period'),
      period: seconds.default(defaults.period).describe('Kubernetes periodSeconds, at most 30m'),
    })
    .prefault({});

/** A HorizontalPodAutoscaler (autoscaling/v2); it owns the number of pods. */
export const autoscaling = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      'Whether the load decides; false keeps the bounds for later: the chart has them, and replicas decides',
    ),
  min: z.int().min(1).max(100).describe('Kubernetes minReplicas'),
  max: z.int().min(1).max(100).describe('Kubernetes maxReplicas'),
  cpu: percent
    .default(70)
    .describe('Average CPU, as percent of the request, that pods are added at'),
  memory: percent.optional().describe('The same for memory'),
  scaleUp: speed({ window: '1m', pods: 2, period: '1m' }).describe('How fast pods are added'),
  scaleDown: speed({ window: '5m', pods: 1, period: '2m' }).describe(
    'How fast pods are taken away',
  ),
});
