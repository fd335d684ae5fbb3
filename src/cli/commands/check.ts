import { command } from '../command.ts';

/** Reports drift. */
export const check = command({
  name: 'check',
  summary: 'Report drift without changing anything; exit code 1 when there is some',
  words: '',
  flags: {},
  examples: ['gitops-service check', 'gitops-service check --json'],
  run: async () => {
    const { checkFolder } = await import('../resync-folder.ts');
    return checkFolder(process.cwd());
  },
});
