import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { shell } from '../../../render/markdown.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { textPerEnvironment } from '../../writing/per-environment.ts';
import type { RunbookPage } from '../contract.ts';
import { databasePasswords, restarts, rotationTable } from '../rotation.ts';

/** The step of the first deployment that makes the secrets. */
export const firstDeploySection = (plan: Plan, step: number): string =>
  text('docs/sealing/first-deploy-by-hand.md', {
    step,
    create: textPerEnvironment(plan.environments, ({ name, namespace }) =>
      shell(
        `kubectl --context <context-of-${name}> auth can-i create secrets --namespace ${namespace}`,
        `${paths.createSecretsScript} ${name} --context <context-of-${name}>`,
      ),
    ),
  }).trimEnd();

/** What a secret looks like that nobody has made. */
export const incidentTexts = ({ environments }: Plan): TextValues => ({
  missingSecret: 'See "Missing secret"',
  secretRow:
    '| Pods cannot log in | A secret changed, but nothing was restarted | [Rotate a ' +
    'secret](secret-rotation.md), starting at the restart |',
  secrets: text('docs/sealing/incident-by-hand.md', {
    look: textPerEnvironment(environments, ({ name, namespace }) =>
      shell(
        `kubectl describe pods -n ${namespace}`,
        `kubectl get secrets -n ${namespace}`,
        `${paths.createSecretsScript} ${name} --context <context-of-${name}>`,
      ),
    ),
  }).trimEnd(),
});

/** How a secret gets a new value in the cluster, and what must restart to see it. */
export const rotationPage = (plan: Plan): RunbookPage => ({
  template: 'runbooks/secret-rotation-by-hand.md',
  values: {
    databasePasswords: databasePasswords(plan),
    script: paths.createSecretsScript,
    secretTable: rotationTable(plan, 'Also rebuilt'),
    restart: restarts(plan),
  },
});
