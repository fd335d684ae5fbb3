import { workingFolder } from '../../disk/working-folder.ts';
import { storeFlags } from '../add/flags.ts';
import { command } from '../command.ts';

/** Add a data store to the config and generate its files. */
export const addStore = command({
  name: 'add store',
  group: 'Everyday',
  summary: 'Add a data store to the config and generate its files',
  words: '[name]',
  flags: storeFlags,
  examples: [
    'gitops-service add store cache --kind redis',
    'gitops-service add store orders-db --kind postgres --backup s3://acme-backups/orders-db',
  ],
  run: async ({ words, flags, interactive }) => {
    const { addToConfig } = await import('../add/add.ts');
    const { store } = await import('../add/store.ts');
    return addToConfig(store, {
      command: 'add store',
      folder: workingFolder(),
      words,
      flags,
      interactive,
    });
  },
});
