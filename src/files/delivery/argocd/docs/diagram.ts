import type { Plan } from '../../../../plan/plan.ts';
import { mermaid, nodeId } from '../../../../render/markdown.ts';
import { registryOf } from '../../../writing/first-of.ts';

/** How a commit reaches the clusters. */
export function deliveryDiagram(plan: Plan): string {
  return mermaid([
    'flowchart LR',
    '  developer(["Developer"])',
    `  registry[("${registryOf(plan)}")]`,
    ...plan.environments.flatMap(({ name, branch, deploy, namespace, application }) => [
      `  ${nodeId('branch', name)}["Branch ${branch}"]`,
      `  ${nodeId('ci', name)}["Workflow deploy-${name}"]`,
      `  ${nodeId('argo', name)}["Argo CD: ${application}"]`,
      `  ${nodeId('namespace', name)}["Namespace ${namespace}"]`,
      ...(deploy.kind === 'on-push'
        ? [
            `  developer -->|push| ${nodeId('branch', name)}`,
            `  ${nodeId('ci', name)} -->|image| registry`,
          ]
        : [`  ${nodeId('branch', deploy.from)} -->|pull request| ${nodeId('branch', name)}`]),
      `  ${nodeId('branch', name)} --> ${nodeId('ci', name)}`,
      `  ${nodeId('ci', name)} -->|tag and digest| ${nodeId('branch', name)}`,
      `  ${nodeId('argo', name)} -->|reads| ${nodeId('branch', name)}`,
      `  ${nodeId('argo', name)} -->|syncs| ${nodeId('namespace', name)}`,
      `  registry -->|image by digest| ${nodeId('namespace', name)}`,
    ]),
  ]);
}
