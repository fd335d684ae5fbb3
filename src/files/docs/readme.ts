import { paths } from '../../plan/paths.ts';
import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import { lockCommands } from '../runtime/python/starter.ts';
import { upkeepTexts } from '../upkeep.ts';
import type { Document } from './document.ts';
import { bullets, table } from '../../render/markdown.ts';
import { operationLinks } from './operation-pages.ts';
import { shell } from './runbooks/commands.ts';
import { environmentRows } from './tables.ts';
import { topicsOf } from './topics.ts';

/** The first page of the repository; its owners take it from there. */
export const readme = (plan: Plan): Document => ({
  path: 'README.md',
  template: 'readme.md',
  values: {
    name: plan.service.name,
    description: plan.service.description,
    environments: table(...environmentRows(plan)),
    commands: shell(...localCommands(plan)),
    change: upkeepTexts(plan).readme,
    firstDeploy: paths.firstDeploy,
    architecture: paths.architecture,
    operation: operationLinks(plan, 'root'),
    runbooks: bullets(
      topicsOf(plan).map(({ topic, summary }) => `[${summary}](${paths.runbook(topic)})`),
    ),
  },
});

const localCommands = ({ ci, components, environments }: Plan): readonly string[] => [
  `${ci.root.packageManager} install`,
  ...new Set(components.flatMap(packageCommands)),
  ...(environments.some(({ stores }) => stores.length > 0)
    ? ['docker compose up --detach --wait          # the stores, for this machine only']
    : []),
  'docker compose --profile app up --build    # the service itself, as its image',
];

/** What writes the lockfile of a component, which its image is built from. */
function packageCommands({ image: { context }, runtime }: ComponentPlan): readonly string[] {
  const inFolder = (command: string): string =>
    context === '.' ? command : `(cd ${context} && ${command})`;
  switch (runtime.kind) {
    case 'custom':
      return [];
    case 'python':
      return lockCommands[runtime.packageManager].map(inFolder);
    case 'node':
    case 'next':
      return context === '.' ? [] : [inFolder(`${runtime.packageManager} install`)];
  }
}

/** The list of everything under `docs/`. */
export const docsIndex = (plan: Plan): Document => ({
  path: 'docs/README.md',
  template: 'index.md',
  values: {
    name: plan.service.name,
    pages: upkeepTexts(plan).pages,
    operation: operationLinks(plan, 'docs'),
    runbooks: table(
      ['When', 'Runbook'],
      topicsOf(plan).map(({ topic, when, summary }) => [
        when,
        `[${summary}](runbooks/${topic}.md)`,
      ]),
    ),
  },
});
