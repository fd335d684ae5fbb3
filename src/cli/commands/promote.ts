import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';
import { deliveryFlags, forceFlag } from '../release-flags.ts';

/** Copies what runs in one environment to the next. */
export const promote = command({
  name: 'promote',
  group: 'Releases',
  summary: 'Copy the images of one environment into the release file of another',
  words: '<from> <to>',
  flags: {
    component: { kind: 'texts', form: '<name>', summary: 'Only this component; repeatable' },
    'verify-source': {
      kind: 'boolean',
      summary:
        'Refuse images that were not built from the checked-out tree; with --push, from the tree of the branch',
    },
    'if-released': {
      kind: 'boolean',
      summary: 'If nothing has been released yet, change nothing instead of failing',
    },
    approved: {
      kind: 'text',
      form: '<commit>',
      summary: 'Approved commit: refuse if sources have changed since',
    },
    ...deliveryFlags,
    ...forceFlag,
  },
  examples: [
    'gitops-service promote dev prod',
    'gitops-service promote dev prod --verify-source --push',
  ],
  run: async ({ words: [from = '', to = ''], flags }) => {
    const { promoteRelease } = await import('../releases.ts');
    return promoteRelease(workingFolder(), flags, {
      from,
      to,
      components: flags.component,
      verifySource: flags['verify-source'],
      approved: flags.approved,
      ifReleased: flags['if-released'],
    });
  },
});
