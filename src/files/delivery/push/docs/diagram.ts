import type { Plan } from '../../../../plan/plan.ts';
import { mermaid, nodeId } from '../../../../render/markdown.ts';
import { registryOf } from '../../../writing/first-of.ts';

/** How a commit reaches the clusters. */
export function deliveryDiagram(plan: Plan): string {
  const [first] = plan.environments;
  return mermaid([
    'flowchart LR',
    '  developer(["Developer"])',
    `  registry[("${registryOf(plan)}")]`,
    '  build["Workflow build"]',
    ...[...new Set(plan.environments.map(({ branch }) => branch))].map(
      (branch) => `  ${nodeId('branch', branch)}["Branch ${branch}"]`,
    ),
    ...(first === undefined
      ? []
      : [
          `  developer -->|push| ${nodeId('branch', first.branch)}`,
          `  ${nodeId('branch', first.branch)} --> build`,
          '  build -->|image| registry',
        ]),
    ...plan.environments.flatMap(({ name, branch, deploy, trigger, namespace }) => [
      `  ${nodeId('ci', name)}["Workflow deploy-${name}"]`,
      `  ${nodeId('namespace', name)}["Namespace ${namespace}"]`,
      deploy.kind === 'on-push'
        ? `  build -->|on success| ${nodeId('ci', name)}`
        : `  ${nodeId('branch', branch)} -->|${trigger === 'release' ? 'release' : 'merge'}| ${nodeId('ci', name)}`,
      `  ${nodeId('ci', name)} -->|deploys| ${nodeId('namespace', name)}`,
      `  ${nodeId('ci', name)} -->|tag and digest of what runs| ${nodeId('branch', branch)}`,
      `  registry -->|image by digest| ${nodeId('namespace', name)}`,
    ]),
  ]);
}
