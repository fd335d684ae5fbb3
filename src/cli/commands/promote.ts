import { command } from '../command.ts';

/** Copies what runs in one environment to the next. */
export const promote = command({
  name: 'promote',
  summary: 'Copy the images of one environment into the release file of another',
  words: '<from> <to>',
  flags: {},
  examples: ['gitops-service promote dev prod'],
  run: async ({ words: [from = '', to = ''] }) => {
    const { promoted } = await import('../releases.ts');
    return promoted(process.cwd(), from, to);
  },
});
