import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../plan/plan.ts';
import type { TextValues } from '../../../render/text.ts';
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
    script: paths.sealScript('').split('/').at(-1) ?? '',
    databasePasswords: databasePasswords(plan),
    environments: plan.environments.map((environment) => ({
      ...rotationIn(environment, texts),
      ...arrival.ofEnvironment(environment),
    })),
    ...arrival.values(),
  },
});

const rotationIn = (environment: EnvironmentPlan, texts: SealingTexts): TextValues => ({
  rotate: texts.rotate(environment),
  fetch: texts.certificate(environment.name),
  remove: texts.remove(environment.name),
  name: environment.name,
  branch: environment.branch,
  namespace: environment.namespace,
  application: environment.application,
  folder: paths.overlay(environment.name, 'secrets'),
  certificate: paths.sealingCertificate(environment.name),
  secretTable: rotationTable(environment, 'Resealed with it'),
  restart: restarts(environment),
});
