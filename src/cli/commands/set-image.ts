import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';
import { deliveryFlags, forceFlag } from '../release-flags.ts';

/** Writes which image runs in an environment. */
export const setImage = command({
  name: 'set-image',
  group: 'Releases',
  summary: 'Set which image runs in an environment, in its release file',
  words: '<env> <component>=<value> …',
  flags: { ...deliveryFlags, ...forceFlag },
  examples: [
    'gitops-service set-image dev server=sha256:…',
    'gitops-service set-image dev server=registry.example.com/orders:1.2.3@sha256:… --push',
  ],
  run: async ({ words: [environment = '', ...assignments], flags }) => {
    const { writeImages } = await import('../releases.ts');
    return writeImages(workingFolder(), environment, { flags, assignments });
  },
});
