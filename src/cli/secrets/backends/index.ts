import { byKind, type ByKind } from '../../../domain/member.ts';
import type { Plan, SealedSecretsPlan, SecretsPlan } from '../../../plan/plan.ts';
import type { SecretCommands } from './contract.ts';
import { manual } from './manual.ts';
import { sealedSecrets } from './sealed-secrets.ts';

/** Every way that secrets may reach the cluster. */
const backends: ByKind<SecretsPlan, [Plan], SecretCommands> = {
  'sealed-secrets': sealedSecrets,
  manual,
};

/** What the commands about secrets do for a plan. */
export const secretCommandsOf = (plan: Plan): SecretCommands =>
  byKind(backends, plan.secrets, plan);

/** How secrets are sealed; a refusal where they are not. */
export const sealingOf = (plan: Plan): SealedSecretsPlan => secretCommandsOf(plan).sealing();
