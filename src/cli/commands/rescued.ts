import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Lists contents that were replaced, and brings them back. */
export const rescued = command({
  name: 'rescued',
  group: 'Leaving',
  summary: 'List contents that were replaced and kept; "rescued restore" restores one',
  words: '[restore] [hash|path]',
  flags: {
    to: {
      kind: 'text',
      form: '<path>',
      summary: 'Where to restore it (default: its original path)',
    },
  },
  examples: ['gitops-service rescued', 'gitops-service rescued restore 3f2a9c --to notes.yaml'],
  run: async ({ words, flags }) => {
    const { listRescued, restoreRescued } = await import('../rescued.ts');
    return words.length === 0
      ? listRescued(workingFolder())
      : restoreRescued(workingFolder(), words, flags.to);
  },
});
