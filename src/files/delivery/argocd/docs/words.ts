import { partsOf } from '../../../../plan/namespaces.ts';
import type { EnvironmentPlan } from '../../../../plan/plan.ts';
import { rolloutStatus, runningImages } from '../../../writing/commands.ts';

/** Commands that wait until Argo CD has brought everything of an environment, and show the images that run. */
export const arrivalCommands = (environment: EnvironmentPlan): readonly string[] => [
  ...partsOf(environment).map(
    ({ application }) => `argocd app wait ${application} --health --sync --timeout 600`,
  ),
  ...rolloutStatus(environment),
  ...runningImages(environment),
];
