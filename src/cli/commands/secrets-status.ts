import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Says which secrets are there. */
export const secretsStatus = command({
  name: 'secrets status',
  group: 'Secrets',
  summary:
    'Show which secrets and keys are sealed, missing, or sealed for another name or ' +
    'namespace; exits with 1 on problems',
  words: '[env]',
  flags: {},
  examples: ['gitops-service secrets status', 'gitops-service secrets status prod --json'],
  handlesSecrets: true,
  run: async ({ words: [environment] }) => {
    const status = await import('../secrets/status.ts');
    return status.showSecretsStatus(workingFolder(), environment);
  },
});
