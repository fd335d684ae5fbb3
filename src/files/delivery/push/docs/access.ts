import { byKind, type ByKind } from '../../../../domain/member.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import { code } from '../../../../render/markdown.ts';

/** How people and workflows get into the cluster. */
export interface Access {
  /** Programs that a person needs for it besides kubectl. */
  readonly programs: readonly string[];
  /** The command of a person. */
  readonly person: string;
  /** What the workflows use, and how it is set and replaced. */
  readonly ci: string;
}

/** Every way into the cluster; the commands set the secret of each GitHub environment. */
const ways: ByKind<PushPlan['cluster'], [commands: string], Access> = {
  doctl: ({ name }, commands) => ({
    programs: ['doctl'],
    person: `doctl kubernetes cluster kubeconfig save ${name}`,
    ci:
      `The workflows get into the cluster ${code(name)} with an access token of ` +
      'DigitalOcean in the secret `DIGITALOCEAN_ACCESS_TOKEN` of each GitHub ' +
      'environment. Give it an end and only the scopes of Kubernetes (read, ' +
      'and access to the cluster); to replace it, make a new one, set it, ' +
      `and revoke the old one:\n\n\`\`\`bash\n${commands}\n\`\`\``,
  }),
  kubeconfig: (_, commands) => ({
    programs: [],
    person: 'kubectl config use-context <context>',
    ci:
      'The workflows access the cluster with a kubeconfig in the secret `KUBECONFIG` of ' +
      'each GitHub environment. Make it for a service account of its own that may change ' +
      'what the service has and create its namespace, not for a person and not for an ' +
      'administrator of the cluster; to replace it, make a new one, set it, ' +
      'and delete the old one in the cluster:\n\n```bash\n' +
      `${commands.replaceAll(/$/gm, ' <kubeconfig')}\n\`\`\``,
  }),
};

/** How a person gets into the cluster, and how CI does. */
export function accessOf(
  { service: { repository }, environments }: Plan,
  { cluster, clusterSecret }: PushPlan,
): Access {
  const commands = environments.map(
    ({ name }) =>
      `gh secret set ${clusterSecret} --repo ${repository.owner}/${repository.name} --env ${name}`,
  );
  return byKind(ways, cluster, commands.join('\n'));
}
