import type { Plan, RegistryPlan } from '../../plan/plan.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { Credentials } from './secret-stores/contract.ts';
import { secretStoreOf } from './secret-stores/index.ts';
import { action, expression } from '../workflows/workflow.ts';
import type { Mapping, Permissions } from '../workflows/workflow.ts';

/**
 * Environment that holds the credentials of the registry; the
 * underscore keeps it apart from the names people choose.
 */
export const registryEnvironment = 'ci_registry';

type Service = Pick<Plan, 'ci' | 'registry'>;

/** Whether images are pushed with the token that GitHub gives each job, so that there is no secret to keep. */
export const usesJobToken = ({ ci, registry }: Service): boolean =>
  registry.takesJobToken && ci.secretStore.yieldsToJobToken;

/** Secrets of GitHub that the jobs read which push images. */
export const registrySecrets = (plan: Service): readonly string[] =>
  usesJobToken(plan) ? [] : secretStoreOf(plan.ci.secretStore).secrets;

/** What a job may do that pushes images. */
export const registryPermissions = (plan: Service): Permissions =>
  usesJobToken(plan)
    ? { packages: ['write', 'to push the image'] }
    : secretStoreOf(plan.ci.secretStore).permissions;

/** Steps that log in to the registry. */
export function registryLogin(plan: Service): readonly Mapping[] {
  const { registry, ci } = plan;
  if (usesJobToken(plan))
    return byKind(logins, registry, { username: 'github.actor', password: 'github.token' });
  const { fetch, credentials } = secretStoreOf(ci.secretStore);
  return [...fetch, ...byKind(logins, registry, credentials)];
}

const dockerLogin = (
  { host }: RegistryPlan,
  { username, password }: Credentials,
): readonly Mapping[] => [
  action('Log in to the registry', 'docker/login-action', {
    registry: host,
    username: expression(username),
    password: expression(password),
  }),
];

const logins: ByKind<RegistryPlan, [Credentials], readonly Mapping[]> = {
  ghcr: dockerLogin,
  harbor: dockerLogin,
  generic: dockerLogin,
};
