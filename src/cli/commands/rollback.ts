import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';
import { deliveryFlags } from '../release-flags.ts';

/** Brings back what ran before. */
export const rollback = command({
  name: 'rollback',
  group: 'Releases',
  summary: 'Restore the images of an earlier release of an environment, from git history',
  words: '<env>',
  flags: {
    to: {
      kind: 'text',
      form: '<number|commit>',
      summary: 'How many releases to go back (default: 1), or a commit whose release to restore',
    },
    component: { kind: 'texts', form: '<name>', summary: 'Only this component; repeatable' },
    ...deliveryFlags,
  },
  examples: [
    'gitops-service rollback prod',
    'gitops-service rollback prod --to 2 --component server --push',
  ],
  run: async ({ words: [environment = ''], flags }) => {
    const { rollBackRelease } = await import('../releases.ts');
    return rollBackRelease(workingFolder(), flags, {
      environment,
      components: flags.component,
      to: flags.to ?? '1',
    });
  },
});
