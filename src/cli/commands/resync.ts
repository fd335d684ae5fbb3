import { workingFolder } from '../../disk/working-folder.ts';
import { RESCUE_FOLDER } from '../../domain/file-paths.ts';
import { acceptFlag } from '../accept-flag.ts';
import { command } from '../command.ts';

/** Brings every file back to what the config says. */
export const resync = command({
  name: 'resync',
  group: 'Everyday',
  summary: 'Regenerate every file from the config, as "npx projen" does',
  words: '',
  flags: {
    'dry-run': { kind: 'boolean', summary: 'Show what would change without writing anything' },
    'take-over': {
      kind: 'boolean',
      summary: `Take over existing files; their content is kept under ${RESCUE_FOLDER}/`,
    },
    ...acceptFlag,
  },
  examples: ['gitops-service resync', 'gitops-service resync --dry-run'],
  run: async ({ flags, interactive }) => {
    const { resyncFolder } = await import('../resync-folder.ts');
    return resyncFolder(workingFolder(), {
      takeOver: flags['take-over'],
      dryRun: flags['dry-run'],
      accepted: flags.accept,
      interactive,
    });
  },
});
