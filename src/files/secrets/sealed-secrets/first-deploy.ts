import { partsOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { shell } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import { firstEnvironmentOf, registryOf } from '../../writing/first-of.ts';
import type { SealingTexts } from './texts.ts';

/** The step of the first deployment that fetches certificates and seals secrets with them. */
export function firstDeploySection(plan: Plan, texts: SealingTexts, step: number): string {
  const { environments } = plan;
  return text('docs/sealing/first-deploy.md', {
    step,
    sealing: texts.intro(registryOf(plan)),
    seal: shell(texts.certificate('<environment>'), ...texts.first('<environment>')),
    instead: texts.instead,
    folders: environments
      .flatMap(partsOf)
      .map(({ folder }) => paths.overlay(folder, 'secrets'))
      .join(' '),
    secure: paths.secureSecretsScript,
    firstBranch: firstEnvironmentOf(plan).branch,
    remove: texts.remove('<environment>'),
  }).trimEnd();
}
