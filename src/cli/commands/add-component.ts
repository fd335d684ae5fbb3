import { workingFolder } from '../../disk/working-folder.ts';
import { componentFlags } from '../add/flags.ts';
import { command } from '../command.ts';

/** Add a component to the config and generate its files. */
export const addComponent = command({
  name: 'add component',
  group: 'Everyday',
  summary: 'Add a component to the config and generate its files',
  words: '[name]',
  flags: componentFlags,
  examples: [
    'gitops-service add component pricing --port 8000 --called-by server',
    'gitops-service add component worker --runtime python --context backend',
  ],
  run: async ({ words, flags, interactive }) => {
    const { addToConfig } = await import('../add/add.ts');
    const { component } = await import('../add/component.ts');
    return addToConfig(component, {
      command: 'add component',
      folder: workingFolder(),
      words,
      flags,
      interactive,
    });
  },
});
