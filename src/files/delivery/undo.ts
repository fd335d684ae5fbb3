import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { code } from '../../render/markdown.ts';
import { text } from '../../render/text.ts';
import { upkeepTexts } from '../writing/upkeep.ts';

/** What brings back the images that ran before. */
interface Undo {
  /** What the commands do, in any environment. */
  readonly intro: string;
  readonly commands: (environment: EnvironmentPlan) => readonly string[];
}

/** Our command, or the script of a repository that stands alone. */
export function undoOf(plan: Plan): Undo {
  const { rollback, release: command } = upkeepTexts(plan);
  const words = plan.components.map(({ name }) => `${name}=<tag>@sha256:<digest>`).join(' ');
  return {
    intro: text(rollback.template, {
      oneComponent:
        plan.components.length === 1
          ? ''
          : 'For one component only: ' +
            `${plan.components.map(({ name }) => code(`--component ${name}`)).join(', ')}. `,
    }).trimEnd(),
    commands: ({ name, branch, releaseFile }) =>
      rollback.commands({
        name,
        branch,
        releaseFile,
        set: `${command} set-image ${name} ${words}`,
      }),
  };
}
