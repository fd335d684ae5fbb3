import { nodePackageManagerNames } from '../../plan/runtime/package-managers.ts';
import { command } from '../command.ts';
import { runtimeChoices, runtimeSummary } from '../create/runtime.ts';

/** Makes a new service. */
export const create = command({
  name: 'create',
  summary:
    'Make a service with its whole deployment in a folder; the last part of the path is its name',
  words: '[dir]',
  flags: {
    name: { kind: 'text', summary: 'Name of the service (default: the last part of [dir])' },
    repository: {
      kind: 'text',
      summary: 'Git repository, like https://github.com/acme/orders (default: the git remote)',
    },
    system: { kind: 'text', summary: 'System it belongs to (default: the name)' },
    port: { kind: 'text', summary: 'HTTP port of the container (default: 3000)' },
    runtime: {
      kind: 'text',
      summary: runtimeSummary,
      choices: runtimeChoices,
    },
    'package-manager': {
      kind: 'text',
      summary: 'Package manager (default: the one in use, else npm)',
      choices: nodePackageManagerNames,
    },
    registry: {
      kind: 'text',
      summary: 'Container registry: ghcr or harbor:<host>/<project> (default: ghcr)',
    },
    host: { kind: 'texts', summary: 'Public host name: <env>=<host>; may be given several times' },
    gateway: {
      kind: 'text',
      summary: 'Istio Gateway that receives the traffic: <namespace>/<name>',
    },
    store: {
      kind: 'texts',
      summary: 'Data store; may be given several times',
      choices: ['postgres', 'redis'],
    },
    yes: { kind: 'boolean', summary: 'Take the defaults and never ask' },
    'dry-run': { kind: 'boolean', summary: 'Show what would happen and write nothing' },
    'no-git': { kind: 'boolean', summary: 'Make no git repository' },
    'no-install': { kind: 'boolean', summary: 'Install no packages' },
    'take-over': {
      kind: 'boolean',
      summary: 'Accept existing files as ours; their content is kept under .gitops/rescued/',
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
