import type { CiPlan } from '../../plan/plan.ts';
import { action, expression } from './workflow.ts';
import type { Mapping } from './workflow.ts';

/** Environment that holds the credentials of the registry; the underscore keeps it apart from the names people choose. */
export const registryEnvironment = 'ci_registry';

/** Secrets that the build jobs read, by where they come from. */
export const registrySecrets = ({ secretStore }: CiPlan): readonly string[] =>
  secretStore.kind === 'bitwarden'
    ? ['BW_ACCESS_TOKEN']
    : ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD'];

/** GitHub's own registry takes the token of the job, so that there is no secret to keep. */
export const usesGithubToken = ({ secretStore }: CiPlan, repository: string): boolean =>
  secretStore.kind === 'github' && hostOf(repository) === 'ghcr.io';

/** Steps that log in to the registry of an image. */
export function registryLogin(ci: CiPlan, repository: string): readonly Mapping[] {
  const login = (username: string, password: string): Mapping =>
    action('Log in to the registry', 'docker/login-action', {
      registry: hostOf(repository),
      username: expression(username),
      password: expression(password),
    });
  if (usesGithubToken(ci, repository)) return [login('github.actor', 'github.token')];
  if (ci.secretStore.kind === 'github')
    return [login('secrets.REGISTRY_USERNAME', 'secrets.REGISTRY_PASSWORD')];
  const wanted = Object.entries(ci.secretStore.ids)
    .map(([name, id]) => `${id} > ${name}\n`)
    .join('');
  return [
    action('Get the credentials from Bitwarden', 'bitwarden/sm-action', {
      access_token: expression('secrets.BW_ACCESS_TOKEN'),
      secrets: wanted,
    }),
    // The action puts them into the environment of the steps that follow, masked in the log.
    login('env.REGISTRY_USERNAME', 'env.REGISTRY_PASSWORD'),
  ];
}

const hostOf = (repository: string): string => repository.slice(0, repository.indexOf('/'));
