import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { table, shell } from '../../../render/markdown.ts';
import { text, type TextValues } from '../../../render/text.ts';
import type { RunbookPage } from '../contract.ts';
import { databasePasswords, restarts, rotationTable } from '../rotation.ts';
import { secretRows } from '../secret-rows.ts';

/** Two steps of the first deployment: who may make secrets, and how they make them. */
export const firstDeploySection = (plan: Plan, step: number): string =>
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
      secretTable: table(...secretRows(environment, [])),
    })),
  }).trimEnd();

/** What a secret looks like that nobody has made. */
export const incidentTexts = ({ environments }: Plan): TextValues => ({
  missingSecret: 'See "Missing secret"',
  secretRow:
    '| Pods cannot log in | A secret changed, but nothing was restarted | [Rotate a ' +
    'secret](secret-rotation.md), starting at the restart |',
  secrets: text('docs/sealing/incident-by-hand.md', {
    environments: environments
      .toReversed()
      .map(({ name, namespace }) => ({ name, namespace, script: paths.createSecretsScript })),
  }).trimEnd(),
});

/** How a secret gets a new value in the cluster, and what must restart to see it. */
export const rotationPage = (plan: Plan): RunbookPage => ({
  template: 'runbooks/secret-rotation-by-hand.md',
  values: {
    databasePasswords: databasePasswords(plan),
    environments: plan.environments.map((environment) => ({
      name: environment.name,
      script: paths.createSecretsScript,
      secretTable: rotationTable(environment, 'Also rebuilt'),
      restart: restarts(environment),
    })),
  },
});
