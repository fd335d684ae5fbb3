import { UserError } from '../../errors.ts';
import { command } from '../command.ts';

/** Makes files their user's. */
export const eject = command({
  name: 'eject',
  summary: 'Make generated files yours: a resync no longer touches them',
  words: '[path…]',
  flags: {
    undo: {
      kind: 'boolean',
      summary: 'Make them ours again; what you changed is kept under .gitops/rescued/',
    },
    all: {
      kind: 'boolean',
      summary: 'Leave: every file becomes yours, and nothing of us stays behind',
    },
    'dry-run': { kind: 'boolean', summary: 'With --all: show what would happen and write nothing' },
  },
  examples: [
    'gitops-service eject Dockerfile',
    'gitops-service eject --undo Dockerfile',
    'gitops-service eject --all --dry-run',
  ],
  run: async ({ words, flags }) => {
    if (flags.all) {
      if (words.length > 0 || flags.undo)
        throw new UserError('--all takes no path and no --undo; git takes it back');
      const { leaveProject } = await import('../leave.ts');
      return leaveProject(process.cwd(), flags['dry-run']);
    }
    if (flags['dry-run']) throw new UserError('--dry-run needs --all');
    const { ejectFiles } = await import('../eject.ts');
    return ejectFiles(process.cwd(), words, flags);
  },
});
