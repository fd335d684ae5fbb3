import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { text } from '../../render/text.ts';
import { firstEnvironmentOf, registryOf } from './first-of.ts';
import { table } from '../../render/markdown.ts';
import { shell } from './runbooks/commands.ts';
import { sealingTexts } from './sealing.ts';
import { secretRows } from './tables.ts';

/** Two steps of the first deployment, counted from `step` on: how secrets come to be. */
export const firstSecrets = (plan: Plan, step: number): string =>
  (plan.sealing === undefined ? handMadeSection(plan, step) : sealingSection(plan, step)).trimEnd();

function sealingSection(plan: Plan, step: number): string {
  const { environments } = plan;
  const texts = sealingTexts(plan);
  return text('docs/sealing/first-deploy.md', {
    step,
    next: step + 1,
    certificates: shell(...environments.map(({ name }) => texts.certificate(name))),
    sealing: texts.intro(registryOf(plan)),
    remove: texts.remove('<environment>'),
    environments: environments.map((environment) => ({
      name: environment.name,
      folder: paths.overlay(environment.name, 'secrets'),
      secretTable: tableOf(plan, environment),
      seal: texts.first(environment),
      instead: texts.instead(environment),
    })),
    secure: paths.secureSecretsScript,
    firstBranch: firstEnvironmentOf(plan).branch,
  });
}

const handMadeSection = (plan: Plan, step: number): string =>
  text('docs/sealing/first-deploy-by-hand.md', {
    step,
    next: step + 1,
    rights: shell(
      ...plan.environments.map(
        ({ name, namespace }) =>
          `kubectl --context <context-of-${name}> auth can-i create secrets --namespace ${namespace}`,
      ),
    ),
    environments: plan.environments.map((environment) => ({
      name: environment.name,
      namespace: environment.namespace,
      script: paths.createSecretsScript,
      secretTable: tableOf(plan, environment),
    })),
  });

const tableOf = (plan: Plan, environment: EnvironmentPlan): string =>
  table(...secretRows(plan, environment));
