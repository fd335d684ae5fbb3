import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';

const hasCluster = ({ infrastructure }: Plan): boolean => infrastructure.cluster !== undefined;

/** Rows of the index for the pages about the cluster and its operation: when, and the link. */
export const operationRows = (plan: Plan): readonly (readonly [when: string, link: string])[] => [
  ...(hasCluster(plan)
    ? [
        [
          'There is no cluster yet',
          `[Bootstrap](${fromDocs(paths.bootstrap('README.md'))})`,
        ] as const,
        [
          'You want to know what the cluster costs, and whether it is large enough',
          `[Cost](${fromDocs(paths.cost)})`,
        ] as const,
      ]
    : []),
  ...(hasCluster(plan) || plan.delivery.reachesCluster
    ? [
        [
          'You want to know what is guaranteed in operation, and how to verify it',
          `[Requirements](${fromDocs(paths.requirements)})`,
        ] as const,
      ]
    : []),
];

const fromDocs = (path: string): string =>
  path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`;
