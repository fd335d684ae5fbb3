import { workingFolder } from '../../disk/working-folder.ts';
import { environmentFlags } from '../add/flags.ts';
import { command } from '../command.ts';

/** Add an environment to the config and generate its files. */
export const addEnvironment = command({
  name: 'add environment',
  group: 'Everyday',
  summary: 'Add an environment to the config and generate its files',
  words: '[name]',
  flags: environmentFlags,
  examples: ['gitops-service add environment staging --promoted-from dev --production no'],
  run: async ({ words, flags, interactive }) => {
    const { addToConfig } = await import('../add/add.ts');
    const { environment } = await import('../add/environment.ts');
    return addToConfig(environment, {
      command: 'add environment',
      folder: workingFolder(),
      words,
      flags,
      interactive,
    });
  },
});
