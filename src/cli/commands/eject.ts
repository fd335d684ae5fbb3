import { command } from '../command.ts';

/** Makes files their user's. */
export const eject = command({
  name: 'eject',
  summary: 'Make generated files yours: a resync no longer touches them',
  words: '[path…]',
  flags: {
    undo: { kind: 'boolean', summary: 'Make them ours again; what you changed is kept under .gitops/rescued/' },
  },
  examples: ['gitops-service eject Dockerfile', 'gitops-service eject --undo Dockerfile'],
  run: async ({ words, flags }) => {
    const { ejected } = await import('../ejected.ts');
    return ejected(process.cwd(), words, flags);
  },
});
