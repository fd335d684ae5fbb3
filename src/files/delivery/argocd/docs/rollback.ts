import { paths } from '../../../../plan/paths.ts';
import type { ArgocdService, EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { text, type TextValues } from '../../../../render/text.ts';
import { code, shell } from '../../../../render/markdown.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { rolloutStatus, runningImages } from '../../../writing/commands.ts';
import { namesOf } from './releases.ts';

/** How a bad release is undone. */
export function rollback(plan: ArgocdService): TextValues {
  const { delivery, service } = plan;
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

/** What brings back the images that ran before: our command, or the script of a repository that stands alone. */
export function undoOf(plan: Plan, environment: EnvironmentPlan): string {
  const { rollback: template, release: command } = upkeepTexts(plan);
  const names = namesOf(environment);
  const words = plan.components.map(({ name }) => `${name}=<tag>@sha256:<digest>`).join(' ');
  return text(template, {
    ...names,
    setImages: `${command} set-image ${environment.name} ${words} --push`,
    oneComponent:
      plan.components.length === 1
        ? ''
        : `Only one of them: ${plan.components.map(({ name }) => code(`--component ${name}`)).join(', ')}.`,
  }).trimEnd();
}
