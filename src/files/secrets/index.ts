import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { createSecretsScript } from './create-secrets.ts';
import { gitFiles } from './git.ts';
import { kustomization } from './kustomization.ts';
import { sealScript, secureScript } from './scripts.ts';
import { secretTemplates } from './secret-template.ts';

/** Everything around secrets but their values: what seals them, or makes them in the cluster, and what keeps plain ones out of git. */
export function secretFiles(plan: Plan): readonly FileSpec[] {
  const { sealing } = plan;
  if (sealing === undefined) return [createSecretsScript(plan), ...gitFiles(plan)];
  return [
    ...plan.environments.flatMap((environment) => [
      kustomization(plan, environment),
      ...secretTemplates(environment, plan.upkeep),
      sealScript(plan, sealing, environment),
    ]),
    secureScript(plan.environments),
    ...gitFiles(plan),
  ];
}
