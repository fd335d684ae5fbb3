import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import { hasLocalEnvironment } from '../../plan/local-environment.ts';
import { localPorts, type LocalPorts } from '../../plan/local-ports.ts';
import { foldersOf, type Folder } from '../../plan/runtime/folders.ts';
import { runtimeOf } from '../runtime/index.ts';
import { lockCommands } from '../runtime/lock-commands.ts';
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

const localCommands = (plan: Plan): readonly string[] => {
  const ports = localPorts(plan).components;
  return [
    `${plan.ci.root.packageManager} install`,
    ...new Set(plan.components.flatMap(lockLines)),
    ...(plan.local.stores.length + plan.local.external.length > 0
      ? ['docker compose up --detach --wait          # the data stores, for local development']
      : []),
    ...foldersOf(plan.components).flatMap((folder) => developCommands(folder, plan, ports)),
    'docker compose --profile app up --build    # the service itself, as its image',
  ];
};

/** What runs the applications of a folder on this machine, restarted at every save, and their tests. */
function developCommands(
  folder: Folder,
  plan: Plan,
  ports: LocalPorts['components'],
): readonly string[] {
  const [{ image, runtime }] = folder;
  if (!folder.some((component) => component.runtime.starter)) return [];
  const hasEnvironment = hasLocalEnvironment(plan, image.context);
  const commands = [
    ...(hasEnvironment ? ['cp .env.example .env'] : []),
    ...runtimeOf(runtime).develop(folder, {
      hasEnvironment,
      otherPortOf: (component) => {
        const port = ports.get(component);
        return port === component.port ? undefined : port;
      },
    }),
    ...runtimeOf(runtime).test,
  ];
  return commands.map((command) =>
    image.context === '.' ? command : `(cd ${image.context} && ${command})`,
  );
}

/** The commands for the lockfiles of a component, with what they need. */
function lockLines(component: ComponentPlan): readonly string[] {
  const { needs } = runtimeOf(component.runtime);
  const [first, ...others] = lockCommands(component);
  if (first === undefined) return [];
  return [needs === undefined ? first : `${first}    # needs: ${needs}`, ...others];
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
