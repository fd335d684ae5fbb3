import { command } from '../command.ts';

/** Brings every file back to what the config says. */
export const resync = command({
  name: 'resync',
  summary: 'Write every file that the config describes: what "npx projen" does',
  words: '',
  flags: {
    'dry-run': { kind: 'boolean', summary: 'Show what would happen and write nothing' },
    'take-over': {
      kind: 'boolean',
      summary: 'Accept existing files as ours; their content is kept under .gitops/rescued/',
    },
  },
  examples: ['gitops-service resync', 'gitops-service resync --dry-run'],
  run: async ({ flags }) => {
    const { resyncFolder } = await import('../resync-folder.ts');
    return resyncFolder(process.cwd(), { takeOver: flags['take-over'], dryRun: flags['dry-run'] });
  },
});
