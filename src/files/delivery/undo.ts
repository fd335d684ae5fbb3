import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { code } from '../../render/markdown.ts';
import { text } from '../../render/text.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import { namesOf } from './promotions.ts';

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
        : 'For one component only: ' +
          `${plan.components.map(({ name }) => code(`--component ${name}`)).join(', ')}.`,
  }).trimEnd();
}
