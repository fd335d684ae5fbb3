import { milliseconds } from '../../domain/durations.ts';
import type { EnvironmentConfig } from '../config.ts';
import type { EnvironmentRule } from './rule.ts';

/** Both would write one number, and Argo CD would undo the autoscaler every few seconds. */
const oneOwnerOfPods: EnvironmentRule = ({ here }) =>
  autoscaledComponents(here).flatMap(
    ([
      key,
      {
        replicas,
        autoscaling: { enabled },
      },
    ]) =>
      replicas === undefined || !enabled
        ? []
        : [
            {
              path: `components.${key}.replicas`,
              message:
                'cannot be combined with autoscaling: omit replicas, or set replicas: ' +
                'null in the overrides that add autoscaling',
            },
          ],
  );

const maximumIsMore: EnvironmentRule = ({ here }) =>
  autoscaledComponents(here).flatMap(
    ([
      key,
      {
        autoscaling: { min, max },
      },
    ]) => {
      const path = `components.${key}.autoscaling.max`;
      if (max < min) return [{ path, message: `${max} is less than the minimum of ${min} pods` }];
      return max === 1
        ? [
            {
              path,
              message:
                'a maximum of one pod leaves nothing to scale: use 2 or more, or omit autoscaling',
            },
          ]
        : [];
    },
  );

/**
 * What the API server accepts
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/).
 */
const bounds = {
  window: { most: 3600, text: '60m' },
  period: { most: 1800, text: '30m' },
} as const;

const speedsFit: EnvironmentRule = ({ here }) =>
  autoscaledComponents(here).flatMap(([key, { autoscaling }]) =>
    (['scaleUp', 'scaleDown'] as const).flatMap((direction) =>
      (['window', 'period'] as const).flatMap((time) => {
        const said = autoscaling[direction][time];
        return milliseconds(said) > bounds[time].most * 1000
          ? [
              {
                path: `components.${key}.autoscaling.${direction}.${time}`,
                message: `${said} is more than Kubernetes allows: at most ${bounds[time].text}`,
              },
            ]
          : [];
      }),
    ),
  );

const autoscaledComponents = ({ components }: EnvironmentConfig['here']) =>
  Object.entries(components).flatMap(([key, { replicas, autoscaling }]) =>
    autoscaling === undefined ? [] : [[key, { replicas, autoscaling }] as const],
  );

/** Rules about who decides how many pods there are. */
export const autoscalingRules: readonly EnvironmentRule[] = [
  oneOwnerOfPods,
  maximumIsMore,
  speedsFit,
];
