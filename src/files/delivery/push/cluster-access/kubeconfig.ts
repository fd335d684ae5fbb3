import type { KubeconfigAccess } from '../../../../plan/delivery/cluster-access/plan.ts';
import { code } from '../../../../render/markdown.ts';
import { expression, run } from '../../../workflows/workflow.ts';
import type { ClusterAccess } from './contract.ts';

/** A kubeconfig that somebody made for CI. */
export const kubeconfig = ({ secret }: KubeconfigAccess): ClusterAccess => ({
  programs: [],
  person: 'kubectl config use-context <context>',
  ci: (commands) =>
    `The workflows access the cluster with a kubeconfig in the secret ${code(secret)} of ` +
    'each GitHub environment. Create it for a dedicated service account that may change ' +
    'the objects of the service and create its namespace, not for a person or a cluster ' +
    'administrator. To replace it, create a new one, set it, and delete the old one in ' +
    `the cluster:\n\n\`\`\`bash\n${commands.replaceAll(/$/gm, ' <kubeconfig')}\n\`\`\``,
  steps: ({ environment, more }) => [
    run(
      'Connect to the cluster',
      `umask 077
printf '%s\\n' "\${CONTENT}" >"\${KUBECONFIG}"`,
      { ...more, env: { ...environment, CONTENT: expression(`secrets.${secret}`) } },
    ),
  ],
});
