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
          'One script creates it, then prints how to make it your current context; [its ' +
            `page](../${paths.bootstrap('README.md')}) explains each step:`,
          shell(`${cluster.script} --dry-run`, cluster.script),
        ]
      : []),
    ...(hasPreflight(plan)
      ? [
          'Once the secrets of an environment exist, and before its first deployment, list ' +
            'everything that is still missing. This changes nothing:',
          shell(...environments.map(({ name }) => `${paths.preflightScript} ${name}`)),
        ]
      : []),
  ].join('\n\n');
}
