import type { Plan } from '../../../../plan/plan.ts';
import { mermaid, nodeId } from '../../../../render/markdown.ts';
import { registryOf } from '../../../writing/first-of.ts';

/** How a commit reaches the clusters. */
export const deliveryDiagram = (plan: Plan): string =>
  mermaid([
    'flowchart LR',
    `  registry[("${registryOf(plan)}")]`,
    ...plan.environments.flatMap(({ name, branch, deploy, namespace, application }) => {
      const [at, ci, argo, pods] = (['branch', 'ci', 'argo', 'namespace'] as const).map((kind) =>
        nodeId(kind, name),
      );
      const before =
        deploy.kind === 'on-push'
          ? 'developer(["Developer"]) -->|push|'
          : `${nodeId('branch', deploy.from)} -->|pull request|`;
      return [
        `  ${before} ${at}["Branch ${branch}"] --> ${ci}["Workflow deploy-${name}"] -->|tag and digest| ${at}`,
        `  ${argo}["Argo CD: ${application}"] -->|reads| ${at}`,
        `  ${argo} -->|syncs| ${pods}["Namespace ${namespace}"]`,
        ...(deploy.kind === 'on-push' ? [`  ${ci} -->|image| registry`] : []),
        `  registry -->|image by digest| ${pods}`,
      ];
    }),
  ]);
