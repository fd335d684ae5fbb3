import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../spec.ts';
import { gitFiles } from './git.ts';
import { kustomization } from './kustomization.ts';
import { sealScript, secureScript } from './scripts.ts';
import { secretTemplates } from './secret-template.ts';

/** Everything around secrets but their values: templates to fill in, the script that seals them, and what keeps plain ones out of git. */
export function secretFiles(plan: Plan): readonly FileSpec[] {
  return [
    ...plan.environments.flatMap((environment) => [
      kustomization(plan, environment),
      ...secretTemplates(environment, plan.upkeep),
      sealScript(plan, environment),
    ]),
    secureScript(plan.environments),
    ...gitFiles(plan),
  ];
}
