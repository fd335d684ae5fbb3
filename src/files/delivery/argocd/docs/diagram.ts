import { partsOf } from '../../../../plan/namespaces.ts';
import type { Plan } from '../../../../plan/plan.ts';
import { mermaid, nodeId } from '../../../../render/markdown.ts';
import { registryOf } from '../../../writing/first-of.ts';

/** How a commit reaches the clusters. */
export const deliveryDiagram = (plan: Plan): string =>
  mermaid([
    'flowchart LR',
    `  registry[("${registryOf(plan)}")]`,
    ...plan.environments.flatMap((environment) => {
      const { name, branch, deploy, isSyncedByHand } = environment;
      const syncs = isSyncedByHand ? 'syncs when asked' : 'syncs';
      const [at, ci] = (['branch', 'ci'] as const).map((kind) => nodeId(kind, name));
      const before =
        deploy.kind === 'on-push'
          ? 'developer(["Developer"]) -->|push|'
          : `${nodeId('branch', deploy.from)} -->|pull request|`;
      return [
        `  ${before} ${at}["Branch ${branch}"] --> ${ci}["Workflow deploy-${name}"] -->|tag and digest| ${at}`,
        ...partsOf(environment).flatMap(({ folder, application, namespace }) => [
          `  ${nodeId('argo', folder)}["Argo CD: ${application}"] -->|reads| ${at}`,
          `  ${nodeId('argo', folder)} -->|${syncs}| ${nodeId('namespace', folder)}["Namespace ${namespace}"]`,
        ]),
        ...(deploy.kind === 'on-push' ? [`  ${ci} -->|image| registry`] : []),
        ...partsOf(environment)
          .filter(({ workloads }) => workloads.length > 0)
          .map(({ folder }) => `  registry -->|image by digest| ${nodeId('namespace', folder)}`),
      ];
    }),
  ]);
