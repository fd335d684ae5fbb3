import type { DoctlAccess } from '../../../../plan/delivery/cluster-access/plan.ts';
import { code } from '../../../../render/markdown.ts';
import { action, expression, run } from '../../../workflows/workflow.ts';
import { quoted } from '../../../writing/quoted.ts';
import type { ClusterAccess } from './contract.ts';

/** An access token of DigitalOcean, for which doctl gets a kubeconfig. */
export const doctl = ({ name, secret }: DoctlAccess): ClusterAccess => ({
  programs: ['doctl'],
  person: `doctl kubernetes cluster kubeconfig save ${name}`,
  ci: (commands) =>
    `The workflows access the cluster ${code(name)} with a DigitalOcean access token in ` +
    `the secret ${code(secret)} of each GitHub environment. Give it an expiry date and ` +
    'only the Kubernetes scopes (read, and access to the cluster). To replace it, create ' +
    `a new one, set it, and revoke the old one:\n\n\`\`\`bash\n${commands}\n\`\`\``,
  steps: ({ minutes, environment, more }) => [
    action(
      'Install doctl',
      'digitalocean/action-doctl',
      { token: expression(`secrets.${secret}`) },
      more,
    ),
    // As long as the job may last: the way back needs the cluster too.
    run(
      'Connect to the cluster',
      `umask 077
doctl kubernetes cluster kubeconfig save ${quoted(name)} --expiry-seconds ${String(60 * minutes)}`,
      { ...more, env: environment },
    ),
  ],
});
