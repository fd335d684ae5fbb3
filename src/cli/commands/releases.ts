import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';
import { deliveryFlags } from '../release-flags.ts';

/** Shows what runs where. */
export const releases = command({
  name: 'releases',
  group: 'Releases',
  summary:
    'Show what runs where, since when, from which commit, and how far the environments are apart',
  words: '',
  flags: { repo: deliveryFlags.repo },
  examples: ['gitops-service releases', 'gitops-service releases --json'],
  run: async ({ flags }) => {
    const { listReleases } = await import('../releases.ts');
    return listReleases(workingFolder(), flags.repo);
  },
});
