import { paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { shell } from '../../../../render/markdown.ts';
import { rolloutStatus, runningImages } from '../../../writing/commands.ts';
import { namesOf } from '../../promotions.ts';
import { undoOf } from '../../undo.ts';

/** How a bad release is undone. */
export function rollback(plan: Plan, delivery: ArgocdPlan): TextValues {
  return {
    environments: plan.environments.map((environment) => ({
      ...namesOf(environment),
      undo: undoOf(plan, environment),
      watch: shell(
        `argocd app wait ${environment.application} --health --sync --timeout 600`,
        ...rolloutStatus(environment),
        ...runningImages(environment),
      ),
    })),
    ...parentTexts(delivery),
  };
}

/** Automated sync of the app-of-apps, off and on again; it would switch on that of the others. */
function parentTexts({ rootApp }: ArgocdPlan): TextValues {
  if (rootApp === undefined) return { parentOff: '', parentOn: '' };
  const parent = rootApp.application;
  return {
    parentOff: text('docs/runbooks/rollback-parent-off.md', { parent }),
    parentOn: text('docs/runbooks/rollback-parent-on.md', { parent, parentFile: paths.rootApp }),
  };
}
