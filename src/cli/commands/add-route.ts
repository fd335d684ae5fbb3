import { workingFolder } from '../../disk/working-folder.ts';
import { routeFlags } from '../add/flags.ts';
import { command } from '../command.ts';

/** Add a public path of a component to the config. */
export const addRoute = command({
  name: 'add route',
  group: 'Everyday',
  summary: 'Add a public path of a component to the config',
  words: '[component] [path]',
  flags: routeFlags,
  examples: ['gitops-service add route server /api --timeout 60s'],
  run: async ({ words, flags, interactive }) => {
    const { addToConfig } = await import('../add/add.ts');
    const { route } = await import('../add/route.ts');
    return addToConfig(route, {
      command: 'add route',
      folder: workingFolder(),
      words,
      flags,
      interactive,
    });
  },
});
