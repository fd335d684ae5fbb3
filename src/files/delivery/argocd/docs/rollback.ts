import { partsOf } from '../../../../plan/namespaces.ts';
import { paths } from '../../../../plan/paths.ts';
import type { ArgocdPlan, Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { shell } from '../../../../render/markdown.ts';
import { textPerEnvironment } from '../../../writing/per-environment.ts';
import { undoOf } from '../../undo.ts';
import { thenSync, whenRestored, whereFirst, whyRefused } from './sync-words.ts';
import { arrivalCommands } from './words.ts';

/** How a bad release is undone. */
export function rollback(plan: Plan, delivery: ArgocdPlan): TextValues {
  const { environments } = plan;
  const { intro, commands } = undoOf(plan);
  return {
    undo: intro,
    restored: whenRestored(environments),
    refused: whyRefused(environments),
    thenSync: thenSync(environments),
    restore: textPerEnvironment(environments, (environment) =>
      shell(...commands(environment), ...arrivalCommands(environment)),
    ),
    byHand: textPerEnvironment(environments, (environment) =>
      text(
        environment.isSyncedByHand
          ? 'docs/runbooks/rollback-synced-by-hand.md'
          : 'docs/runbooks/rollback-by-hand.md',
        {
          branch: environment.branch,
          applications: partsOf(environment)
            .filter(({ workloads }) => workloads.length > 0)
            .map(({ application }) => application),
          file: paths.application(environment.name),
        },
      ).trimEnd(),
    ),
    ...parentTexts(plan, delivery),
  };
}

/** Automated sync of the app-of-apps, off and on again; it would switch on that of the others. */
function parentTexts({ environments }: Plan, { rootApp }: ArgocdPlan): TextValues {
  if (rootApp === undefined || environments.every(({ isSyncedByHand }) => isSyncedByHand))
    return { parentOff: '', parentOn: '' };
  const parent = rootApp.application;
  return {
    parentOff: text('docs/runbooks/rollback-parent-off.md', {
      parent,
      first: whereFirst(environments),
    }),
    parentOn: text('docs/runbooks/rollback-parent-on.md', { parent, parentFile: paths.rootApp }),
  };
}
