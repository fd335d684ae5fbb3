import type { EnvironmentRule } from './rule.ts';

/** Only a taint that evicts pods can do so later: the API server refuses the seconds of another one. */
export const evictionsAreOfNoExecute: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, { tolerations }]) =>
    tolerations.flatMap(({ effect, tolerationSeconds }, index) =>
      tolerationSeconds === undefined || effect === 'NoExecute'
        ? []
        : [
            {
              path: `components.${key}.tolerations.${index}.tolerationSeconds`,
              message: 'only the effect "NoExecute" evicts pods: use it, or omit the seconds',
            },
          ],
    ),
  );
