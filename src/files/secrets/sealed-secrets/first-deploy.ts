import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';
import { firstEnvironmentOf, registryOf } from '../../writing/first-of.ts';
import { table, shell } from '../../../render/markdown.ts';
import { secretRows } from '../secret-rows.ts';
import { templateColumn } from './template-column.ts';
import type { SealingTexts } from './texts.ts';

/** Two steps of the first deployment: where certificates come from, and how secrets are sealed with them. */
export function firstDeploySection(plan: Plan, texts: SealingTexts, step: number): string {
  const { environments } = plan;
  return text('docs/sealing/first-deploy.md', {
    step,
    next: step + 1,
    certificates: shell(...environments.map(({ name }) => texts.certificate(name))),
    sealing: texts.intro(registryOf(plan)),
    remove: texts.remove('<environment>'),
    environments: environments.map((environment) => ({
      name: environment.name,
      folder: paths.overlay(environment.name, 'secrets'),
      secretTable: table(...secretRows(environment, [templateColumn])),
      seal: texts.first(environment),
      instead: texts.instead(environment),
    })),
    secure: paths.secureSecretsScript,
    firstBranch: firstEnvironmentOf(plan).branch,
  }).trimEnd();
}
