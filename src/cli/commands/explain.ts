import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Says where a file comes from. */
export const explain = command({
  name: 'explain',
  group: 'Everyday',
  summary:
    'Show which feature and config keys a file comes from, and who owns it; without a path, list what is customised',
  words: '[path]',
  flags: {},
  examples: ['gitops-service explain', 'gitops-service explain k8s/base/deployment.yaml'],
  run: async ({ words: [path] }) => {
    const { listCustomisations, explainFile } = await import('../explain.ts');
    return path === undefined
      ? listCustomisations(workingFolder())
      : explainFile(workingFolder(), path);
  },
});
