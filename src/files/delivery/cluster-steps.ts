import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { shell } from '../../render/markdown.ts';
import { hasPreflight } from '../preflight/index.ts';

/** How the cluster comes to be, and how to see that it lacks nothing. */
export function clusterSteps(plan: Plan): string {
  const { environments } = plan;
  const { cluster } = plan.infrastructure;
  return [
    ...(cluster !== undefined
      ? [
          'One script makes it, and says at its end how to make it your current context; ' +
            `[its page](../${paths.bootstrap('README.md')}) explains each step:`,
          shell(`${cluster.script} --dry-run`, cluster.script),
        ]
      : []),
    ...(hasPreflight(plan)
      ? [
          'When the secrets of an environment are there too, and before its first ' +
            'deployment, this names everything that is still missing. It changes nothing:',
          shell(...environments.map(({ name }) => `${paths.preflightScript} ${name}`)),
        ]
      : []),
  ].join('\n\n');
}
