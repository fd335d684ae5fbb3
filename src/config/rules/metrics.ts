import type { EnvironmentRule } from './rule.ts';

/** One path has one answer. */
const metricsHaveTheirPath: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, { metrics, health }]) => {
    const taken = [
      '/',
      ...[health.live, health.ready].map((probe) =>
        typeof probe === 'string' ? probe : probe.path,
      ),
    ];
    return metrics !== undefined && taken.includes(metrics.path)
      ? [
          {
            path: `components.${key}.metrics.path`,
            message: `"${metrics.path}" is already used; use another path, such as /metrics`,
          },
        ]
      : [];
  });

/** Rules about what Prometheus asks. */
export const metricsRules: readonly EnvironmentRule[] = [metricsHaveTheirPath];
