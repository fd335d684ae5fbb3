import { workingFolder } from '../../disk/working-folder.ts';
import { RESCUE_FOLDER } from '../../domain/file-paths.ts';
import { UserError } from '../../errors.ts';
import { command } from '../command.ts';

/** Makes files their user's. */
export const eject = command({
  name: 'eject',
  group: 'Leaving',
  summary: 'Make generated files yours, so that a resync no longer touches them',
  words: '[path…]',
  flags: {
    undo: {
      kind: 'boolean',
      summary: `Make them managed again; your version is kept under ${RESCUE_FOLDER}/`,
    },
    all: {
      kind: 'boolean',
      summary: 'Leave: every file becomes yours, and nothing of this tool remains',
    },
    'dry-run': {
      kind: 'boolean',
      summary: 'With --all: show what would change without writing anything',
    },
  },
  examples: [
    'gitops-service eject Dockerfile',
    'gitops-service eject --undo Dockerfile',
    'gitops-service eject --all --dry-run',
  ],
  run: async ({ words, flags }) => {
    if (flags.all) {
      if (words.length > 0 || flags.undo)
        throw new UserError('--all cannot be combined with a path or --undo; to undo it, use git');
      const { leaveProject } = await import('../leave.ts');
      return leaveProject(workingFolder(), flags['dry-run']);
    }
    if (flags['dry-run']) throw new UserError('--dry-run requires --all');
    const { ejectFiles } = await import('../eject.ts');
    return ejectFiles(workingFolder(), words, flags);
  },
});
