import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { hasPreflight } from '../preflight/index.ts';
import { bullets, shell } from '../../render/markdown.ts';

const hasCluster = ({ infrastructure }: Plan): boolean => infrastructure.kind !== 'none';

/** Links to the pages about the cluster and its operation, from the root or from the folder of documents. */
export function operationLinks(plan: Plan, from: 'root' | 'docs'): string {
  const to = (path: string): string =>
    from === 'root' ? path : path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`;
  return bullets([
    ...(hasCluster(plan)
      ? [
          `[Bootstrap](${to(paths.bootstrap('README.md'))}): how the cluster itself is made`,
          `[Cost](${to(paths.cost)}): what it costs, and whether it is large enough`,
        ]
      : []),
    ...(hasCluster(plan) || plan.delivery.reachesCluster
      ? [
          `[Requirements](${to(paths.requirements)}): what is promised in operation, and how to see it`,
        ]
      : []),
  ]);
}

/** How the cluster comes to be, and how to see that it lacks nothing. */
export function clusterSteps(plan: Plan): string {
  const { environments } = plan;
  return [
    ...(hasCluster(plan)
      ? [
          'One script makes it, and says at its end how to make it your current context; ' +
            `[its page](../${paths.bootstrap('README.md')}) explains each step:`,
          shell(`${paths.bootstrap('bootstrap.sh')} --dry-run`, paths.bootstrap('bootstrap.sh')),
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
