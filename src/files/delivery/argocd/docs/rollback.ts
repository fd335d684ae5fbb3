import { paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { shell } from '../../../../render/markdown.ts';
import { rolloutStatus, runningImages } from '../../../writing/commands.ts';
import { namesOf } from '../../promotions.ts';
import { undoOf } from '../../undo.ts';

/** How a bad release is undone. */
export function rollback(plan: Plan, delivery: ArgocdPlan): TextValues {
  const { service } = plan;
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
    parentOff: delivery.rootApp
      ? text('docs/runbooks/rollback-parent-off.md', { parent: service.name })
      : '',
    parentOn: delivery.rootApp
      ? text('docs/runbooks/rollback-parent-on.md', {
          parent: service.name,
          parentFile: paths.rootApp,
        })
      : '',
  };
}
