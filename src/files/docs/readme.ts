import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import { foldersOf, type Folder } from '../../plan/runtime/folders.ts';
import { runtimeOf } from '../runtime/index.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import type { Document } from '../writing/document.ts';
import { blockLines } from '../../render/marker.ts';
import { prose, rows, shell, table } from '../../render/markdown.ts';
import { operationRows } from './operation-pages.ts';
import { environmentRows } from './tables.ts';
import { topicsOf } from './topics.ts';

/** The first page of the repository: its owner's, but for the block that says what the plan says. */
export const readme = (plan: Plan): Document => ({
  path: 'README.md',
  template: 'readme.md',
  values: {
    name: plan.service.name,
    description: prose(plan.service.description),
    blockStart: blockLines('README.md').start,
    blockEnd: blockLines('README.md').end,
    environments: table(...environmentRows(plan)),
    commands: shell(...localCommands(plan)),
    change: upkeepTexts(plan).readme,
  },
});

const localCommands = ({ ci, components, local }: Plan): readonly string[] => [
  `${ci.root.packageManager} install`,
  ...new Set(components.flatMap(lockCommands)),
  ...(local.stores.length + local.external.length > 0
    ? ['docker compose up --detach --wait          # the data stores, for local development']
    : []),
  ...foldersOf(components).flatMap((folder) => developCommands(folder, local.workloads)),
  'docker compose --profile app up --build    # the service itself, as its image',
];

/** What runs the applications of a folder on this machine, restarted at every save. */
function developCommands(folder: Folder, workloads: Plan['local']['workloads']): readonly string[] {
  const [{ image, runtime }] = folder;
  if (!folder.some((component) => component.runtime.starter)) return [];
  const hasEnvironment = workloads.some(
    ({ component, stores, external }) =>
      component.image.context === image.context && stores.length + external.length > 0,
  );
  const commands = [
    ...(hasEnvironment ? ['cp .env.example .env'] : []),
    ...runtimeOf(runtime).develop(folder, { hasEnvironment }),
  ];
  return image.context === '.'
    ? commands
    : commands.map((command) => `(cd ${image.context} && ${command})`);
}

/**
 * What writes the lockfiles of a component, which its image is built
 * from; in the root its packages are installed with this tool.
 */
function lockCommands({
  image: { context },
  runtime,
  toolchain,
}: ComponentPlan): readonly string[] {
  const commands = runtimeOf(runtime).packageManagers.flatMap(({ lock }) => lock);
  if (context !== '.') return commands.map((command) => `(cd ${context} && ${command})`);
  return toolchain === undefined ? commands : [];
}

/** The list of everything under `docs/`. */
export const docsIndex = (plan: Plan): Document => ({
  path: 'docs/README.md',
  template: 'index.md',
  values: {
    name: plan.service.name,
    rows: rows([
      ...operationRows(plan),
      ...topicsOf(plan).map(({ topic, when, summary }) => [
        when,
        `[${summary}](runbooks/${topic}.md)`,
      ]),
    ]).join('\n'),
  },
});
