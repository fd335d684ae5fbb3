import { deployWorkflow } from '../../plan/paths.ts';
import type { EnvironmentPlan } from '../../plan/plan.ts';
import { Commented } from '../../render/spec.ts';
import type { Mapping } from '../workflows/workflow.ts';

/** A run that is started by hand could choose any branch. */
export const onBranch = ({ branch }: Pick<EnvironmentPlan, 'branch'>): { readonly if: string } => ({
  if: `github.ref == 'refs/heads/${branch}'`,
});

/** The same where a release starts the run, which is a tag. */
export const onBranchOrRelease = (environment: EnvironmentPlan): Mapping =>
  environment.trigger === 'push'
    ? onBranch(environment)
    : { if: `github.event_name == 'release' || github.ref == 'refs/heads/${environment.branch}'` };

/** A release that is published and no pre-release, or a pre-release that becomes one. */
export const onRelease: Mapping = {
  release: new Commented(
    { types: ['released'] },
    {
      before:
        'Not "published": it includes pre-releases, and does not fire when a pre-release ' +
        'becomes a release.',
    },
  ),
};

/** One run at a time for each environment, none lost. */
export const orderly = ({ name }: EnvironmentPlan): Commented =>
  new Commented(
    { group: deployWorkflow(name), 'cancel-in-progress': false, queue: 'max' },
    {
      before: 'Every run is queued in order: each has images that the next one lacks.',
    },
  );
