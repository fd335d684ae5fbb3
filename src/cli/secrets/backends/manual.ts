import { UserError } from '../../../errors.ts';
import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, SecretPlan } from '../../../plan/plan.ts';
import type { Outcome } from '../../command.ts';
import type { SecretCommands } from './contract.ts';

/** Nothing is sealed, and only the cluster knows how secrets stand. */
export const manual = (): SecretCommands => ({
  sealing: () => {
    throw new UserError('nothing is sealed here: the config says secrets: { kind: "manual" }', {
      exitCode: 3,
      hint: `Secrets are made in the cluster: ${paths.createSecretsScript} <environment>\nWhich ones it makes: gitops-service secrets status\nA new value: ${paths.runbook('secret-rotation')}`,
    });
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
    `They are made by hand, and what the cluster has is not looked at here: ${paths.createSecretsScript} <environment> makes what is missing.`,
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
