import { paths } from '../../plan/paths.ts';
import type { Synthesis } from '../../projen/host.ts';

/** How secrets that are new come into an environment, or into each of them. */
export function secretSteps({ plan, files }: Synthesis, only?: string): readonly string[] {
  const isScripted = files.some(({ path }) => path === paths.createSecretsScript);
  return plan.environments
    .filter(({ name, secrets }) => secrets.length > 0 && (only === undefined || name === only))
    .map(({ name }) =>
      isScripted
        ? `Create its secrets in the cluster: ${paths.createSecretsScript} ${name}`
        : `Run npx gitops-service secrets init ${name}, replace each REPLACE_ME, ` +
          `then run npx gitops-service seal ${name}`,
    );
}

/** How something that is built gets to run. */
export const firstEnvironmentSteps = ({ plan }: Synthesis): readonly string[] =>
  plan.environments
    .slice(0, 1)
    .map(
      ({ name, branch }) =>
        `Push to ${branch}: its workflow builds the image and deploys it to ${name}`,
    );
