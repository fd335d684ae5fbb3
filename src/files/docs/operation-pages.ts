import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { bullets } from '../../render/markdown.ts';

const hasCluster = ({ infrastructure }: Plan): boolean => infrastructure.cluster !== undefined;

/** Links to the pages about the cluster and its operation, from the root or from the folder of documents. */
export function operationLinks(plan: Plan, from: 'root' | 'docs'): string {
  const to = (path: string): string =>
    from === 'root' ? path : path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`;
  return bullets([
    ...(hasCluster(plan)
      ? [
          `[Bootstrap](${to(paths.bootstrap('README.md'))}): how to create the cluster`,
          `[Cost](${to(paths.cost)}): what the cluster costs, and a capacity check`,
        ]
      : []),
    ...(hasCluster(plan) || plan.delivery.reachesCluster
      ? [
          `[Requirements](${to(paths.requirements)}): operational guarantees, and how to verify them`,
        ]
      : []),
  ]);
}
