import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { bullets } from '../../render/markdown.ts';

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
