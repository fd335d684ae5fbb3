import { UserError } from '../../../errors.ts';
import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, SecretPlan } from '../../../plan/plan.ts';
import type { Outcome } from '../../command.ts';
import type { SecretCommands } from './contract.ts';

/** Nothing is sealed, and only the cluster knows how secrets stand. */
export const manual = (): SecretCommands => ({
  sealing: () => {
    throw new UserError(
      'this service does not seal secrets: the config has secrets: { kind: "manual" }',
      {
        exitCode: 3,
        hint:
          `To create secrets in the cluster: ${paths.createSecretsScript} <environment>\n` +
          'To list them: gitops-service secrets status\nTo rotate a value: ' +
          `${paths.runbook('secret-rotation')}`,
      },
    );
  },
  status: (_root, environments) => handMadeStatus(environments),
});

/** What is made by hand stands in the cluster alone, so that only names can be told here. */
const handMadeStatus = (environments: readonly EnvironmentPlan[]): Outcome => ({
  text: [
    ...environments.flatMap(({ name, namespace, secrets }) => [
      `${name} (namespace ${namespace})`,
      ...secrets.map((secret) => `  ${secret.name}: ${keysOf(secret).join(', ')}`),
    ]),
    '',
    'They are created manually, and this command does not contact the cluster. ' +
      `To create what is missing: ${paths.createSecretsScript} <environment>`,
  ].join('\n'),
  data: {
    ok: true,
    environments: environments.map(({ name, namespace, secrets }) => ({
      environment: name,
      namespace,
      secrets: secrets.map((secret) => ({
        secret: secret.name,
        type: secret.type,
        keys: keysOf(secret),
      })),
    })),
  },
  code: 0,
});

const keysOf = ({ keys }: SecretPlan): readonly string[] => keys.map(({ key }) => key);
