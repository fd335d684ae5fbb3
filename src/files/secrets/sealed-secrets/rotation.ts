import { everyPartOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { RunbookPage, SecretArrival } from '../contract.ts';
import { databasePasswords, restarts, rotationTable } from '../rotation.ts';
import type { SealingTexts } from './texts.ts';

/** How a sealed secret gets a new value, how that arrives, and what must restart to see it. */
export const rotationPage = (
  plan: Plan,
  texts: SealingTexts,
  arrival: SecretArrival,
): RunbookPage => ({
  template: `${arrival.templates}/secret-rotation.md`,
  values: {
    secure: paths.secureSecretsScript,
    script: paths.sealScript,
    databasePasswords: databasePasswords(plan),
    rotate: texts.rotate,
    fetch: texts.certificate('<environment>'),
    remove: texts.remove('<environment>'),
    folder: paths.overlay(everyPartOf(plan, '<environment>'), 'secrets'),
    certificate: paths.sealingCertificate('<environment>'),
    secretTable: rotationTable(plan, 'Resealed with it'),
    restart: restarts(plan),
    ...arrival.values(),
  },
});
