import { byKind, type ByKind } from '../../domain/member.ts';
import type { Plan, SecretsPlan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import type { SecretBackend } from './contract.ts';
import { gitFiles } from './git.ts';
import { manual } from './manual/index.ts';
import { sealedSecrets } from './sealed-secrets/index.ts';

/** Every way that secrets may reach the cluster. */
const backends: ByKind<SecretsPlan, [Plan], SecretBackend> = {
  'sealed-secrets': sealedSecrets,
  manual,
};

/** How the secrets of a plan reach the cluster. */
export const secretsOf = (plan: Plan): SecretBackend => byKind(backends, plan.secrets, plan);

/**
 * Everything around secrets but their values: what brings them
 * to the cluster, and what keeps plain ones out of git.
 */
export function secretFiles(plan: Plan): readonly FileSpec[] {
  const backend = secretsOf(plan);
  return [...backend.files(), ...gitFiles(plan, backend)];
}
