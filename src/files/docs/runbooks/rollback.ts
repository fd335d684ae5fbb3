import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../text.ts';
import { code } from '../markdown.ts';
import { rolloutStatus, runningImages, shell } from './commands.ts';
import { namesOf } from './release.ts';

/** How a bad release is undone. */
export function rollback({ environments, components, delivery, service }: Plan): TextValues {
  return {
    environments: environments.map((environment) => ({
      ...namesOf(environment),
      oneComponent: components.length === 1 ? '' : `Only one of them: ${components.map(({ name }) => code(`--component ${name}`)).join(', ')}.`,
      watch: shell(`argocd app wait ${environment.application} --health --sync --timeout 600`, ...rolloutStatus(environment), ...runningImages(environment)),
    })),
    parentOff: delivery.rootApp ? text('docs/runbooks/rollback-parent-off.md', { parent: service.name }) : '',
    parentOn: delivery.rootApp ? text('docs/runbooks/rollback-parent-on.md', { parent: service.name, parentFile: paths.rootApp }) : '',
  };
}
