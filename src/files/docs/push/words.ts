import { deployWorkflow, paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, PushedService } from '../../../plan/plan.ts';
import { code } from '../markdown.ts';

/** Starts the deployment of what git says already; a release is deployed from its tag. */
export const again = ({ name, branch, trigger }: EnvironmentPlan): string => `gh workflow run ${deployWorkflow(name)}.yaml --ref ${trigger === 'release' ? '<tag>' : branch}`;

/** Waits for the newest run of a workflow. */
export const watchRun = (workflow: string): string => `gh run watch "$(gh run list --workflow ${workflow}.yaml --limit 1 --json databaseId --jq '.[0].databaseId')" --exit-status`;

/** Deploys from a clone; the variables stand before it. */
export const byHand = ({ name, variables }: EnvironmentPlan): string => [...variables.map((variable) => `${variable}=<value>`), `./${paths.deployScript}`, name].join(' ');

/** How a person gets into the cluster, and how CI does. */
export function accessOf({ delivery: { cluster }, service: { repository } }: PushedService, environments: readonly EnvironmentPlan[]): { readonly person: string; readonly ci: string } {
  const secret = (name: string, rest = ''): string => environments.map((environment) => `gh secret set ${name} --repo ${repository.owner}/${repository.name} --env ${environment.name}${rest}`).join('\n');
  if (cluster.kind === 'doctl') {
    return {
      person: `doctl kubernetes cluster kubeconfig save ${cluster.name}`,
      ci: `The workflows get into the cluster ${code(cluster.name)} with an access token of DigitalOcean in the secret \`DIGITALOCEAN_ACCESS_TOKEN\` of each GitHub environment. Give it an end and only the scopes of Kubernetes (read, and access to the cluster); to replace it, make a new one, set it, and revoke the old one:\n\n\`\`\`bash\n${secret('DIGITALOCEAN_ACCESS_TOKEN')}\n\`\`\``,
    };
  }
  return {
    person: 'kubectl config use-context <context>',
    ci: `The workflows get into the cluster with a kubeconfig in the secret \`KUBECONFIG\` of each GitHub environment. Make it for a service account of its own that may change what the service has and create its namespace, not for a person and not for an administrator of the cluster; to replace it, make a new one, set it, and delete the old one in the cluster:\n\n\`\`\`bash\n${secret('KUBECONFIG', ' <kubeconfig')}\n\`\`\``,
  };
}
