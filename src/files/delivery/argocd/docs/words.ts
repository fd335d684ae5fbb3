import { partsOf } from '../../../../plan/namespaces.ts';
import type { EnvironmentPlan } from '../../../../plan/plan.ts';
import { rolloutStatus, runningImages } from '../../../writing/commands.ts';
import { inOrder } from '../order.ts';

/** Commands that wait until Argo CD has brought everything of an environment, and show the images that run. */
export const arrivalCommands = (environment: EnvironmentPlan): readonly string[] => [
  ...waitCommands(environment),
  ...rolloutStatus(environment),
  ...runningImages(environment),
];

/** Commands after which the cluster has what git says; where nothing is synced by itself, they sync it. */
export const waitCommands = (environment: EnvironmentPlan): readonly string[] =>
  environment.isSyncedByHand
    ? [
        ...partsOf(environment).map(
          ({ application }) => `argocd app diff ${application} --refresh`,
        ),
        // One after the other: what others use comes first.
        ...inOrder(environment).flatMap(({ application }) => [
          `argocd app sync ${application} --prune`,
          wait(application),
        ]),
      ]
    : partsOf(environment).map(({ application }) => wait(application));

const wait = (application: string): string =>
  `argocd app wait ${application} --health --sync --timeout 600`;
