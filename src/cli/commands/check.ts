import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Reports drift. */
export const check = command({
  name: 'check',
  group: 'Everyday',
  summary: 'Report drift without changing anything; exits with 1 if there is any',
  words: '',
  flags: {},
  examples: ['gitops-service check', 'gitops-service check --json'],
  run: async () => {
    const { checkFolder } = await import('../resync-folder.ts');
    return checkFolder(workingFolder());
  },
});
