import { RESCUE_FOLDER } from '../../domain/file-paths.ts';
import { nodePackageManagerNames } from '../../plan/runtime/package-managers.ts';
import { command } from '../command.ts';
import { storeChoices } from '../create/store-choices.ts';
import { runtimeChoices, runtimeSummary } from '../create/runtime.ts';

/** Makes a new service. */
export const create = command({
  name: 'create',
  group: 'Everyday',
  summary:
    'Create a service with its whole deployment in a folder; the last part of the path is its name',
  words: '[dir]',
  flags: {
    name: { kind: 'text', summary: 'Name of the service (default: the last part of [dir])' },
    repository: {
      kind: 'text',
      summary: 'Git repository, such as https://github.com/acme/orders (default: the git remote)',
    },
    system: { kind: 'text', summary: 'System that the service belongs to (default: the name)' },
    port: { kind: 'text', summary: 'HTTP port of the container (default: 3000)' },
    runtime: {
      kind: 'text',
      summary: runtimeSummary,
      choices: runtimeChoices,
    },
    'package-manager': {
      kind: 'text',
      summary:
        'Package manager (default: that of the folder, else the one that runs this, else npm)',
      choices: nodePackageManagerNames,
    },
    registry: {
      kind: 'text',
      summary: 'Container registry: ghcr or harbor:<host>/<project> (default: ghcr)',
    },
    host: { kind: 'texts', summary: 'Public host name: <env>=<host>; repeatable' },
    gateway: {
      kind: 'text',
      summary: 'Istio Gateway that receives the traffic: <namespace>/<name>',
    },
    store: {
      kind: 'texts',
      summary: 'Data store; repeatable',
      choices: storeChoices,
    },
    yes: { kind: 'boolean', summary: 'Use the defaults and never prompt' },
    'dry-run': { kind: 'boolean', summary: 'Show what would change without writing anything' },
    'no-git': { kind: 'boolean', summary: 'Do not create a git repository' },
    'no-install': { kind: 'boolean', summary: 'Do not install packages' },
    'take-over': {
      kind: 'boolean',
      summary: `Take over existing files; their content is kept under ${RESCUE_FOLDER}/`,
    },
  },
  examples: [
    'create-gitops-service orders',
    'create-gitops-service orders --yes --store postgres --gateway istio-system/public --host prod=orders.example.com',
  ],
  run: async ({ words: [folder], flags, interactive }) => {
    const { createService } = await import('../create/create-service.ts');
    return createService({ folder, flags, interactive });
  },
});
