import { command } from '../command.ts';

/** Shows what a resync would change, line by line. */
export const diff = command({
  name: 'diff',
  summary: 'Show what a resync would change; exit code 1 when there is something',
  words: '[path…]',
  flags: {
    stat: { kind: 'boolean', summary: 'Only the number of lines for each file' },
    'take-over': { kind: 'boolean', summary: 'As if existing files might be taken over' },
  },
  examples: ['gitops-service diff', 'gitops-service diff k8s/overlays/prod'],
  run: async ({ words, flags }) => {
    const { diffed } = await import('../diffed.ts');
    return diffed(process.cwd(), words, { stat: flags.stat, takeOver: flags['take-over'] });
  },
});
