import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { Plan, SealingPlan } from '../plan/plan.ts';

/** How secrets are sealed; a refusal where they are made by hand. */
export function sealingOf({ sealing }: Plan): SealingPlan {
  if (sealing !== undefined) return sealing;
  throw new UserError('nothing is sealed here: the config says secrets: { kind: "manual" }', {
    exitCode: 3,
    hint: `Secrets are made in the cluster: ${paths.createSecretsScript} <environment>\nWhich ones it makes: gitops-service secrets status\nA new value: ${paths.runbook('secret-rotation')}`,
  });
}
