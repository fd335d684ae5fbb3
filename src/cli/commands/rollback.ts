import { command } from '../command.ts';
import { deliveryFlags } from '../release-flags.ts';

/** Brings back what ran before. */
export const rollback = command({
  name: 'rollback',
  summary:
    'Write images that ran before into the release file of an environment, from its git history',
  words: '<env>',
  flags: {
    to: {
      kind: 'text',
      summary:
        'How many releases to go back (default: 1), or a commit whose release shall hold again',
    },
    component: { kind: 'texts', summary: 'Only this component; may be given several times' },
    ...deliveryFlags,
  },
  examples: [
    'gitops-service rollback prod',
    'gitops-service rollback prod --to 2 --component server --push',
  ],
  run: async ({ words: [environment = ''], flags }) => {
    const { rollBackRelease } = await import('../releases.ts');
    return rollBackRelease(process.cwd(), flags, {
      environment,
      components: flags.component,
      to: flags.to ?? '1',
    });
  },
});
