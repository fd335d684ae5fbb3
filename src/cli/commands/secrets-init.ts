import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Writes plain secrets to fill in. */
export const secretsInit = command({
  name: 'secrets init',
  group: 'Secrets',
  summary:
    'Write plain files for the secrets that are not sealed yet, with random and derived values filled in',
  words: '<env>',
  flags: {},
  examples: ['gitops-service secrets init dev'],
  handlesSecrets: true,
  run: async ({ words: [environment = ''] }) => {
    const init = await import('../secrets/init.ts');
    return init.writeSkeletons(workingFolder(), environment);
  },
});
