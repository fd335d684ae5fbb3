import { RESCUE_FOLDER } from '../../domain/file-paths.ts';
import { command } from '../command.ts';
import { questions } from '../create/questions/index.ts';

/** Makes a new service. */
export const create = command({
  name: 'create',
  group: 'Everyday',
  summary:
    'Create a service with its whole deployment in a folder; the last part of the path is its name',
  words: '[dir]',
  flags: {
    ...questions,
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
    'create-gitops-service orders --yes --runtime python --store postgres',
    'create-gitops-service orders --yes --routing ingress --host prod=orders.example.com',
    'create-gitops-service orders --yes --environment dev --environment staging --environment prod',
  ],
  checksChoices: true,
  run: async ({ words: [folder], flags, interactive }) => {
    const { createService } = await import('../create/create-service.ts');
    return createService({ folder, flags, interactive });
  },
});
