import { fileAt } from '../disk/file-at.ts';
import { runtimeOf } from '../files/runtime/index.ts';
import { nameOf } from '../domain/file-paths.ts';
import { paths } from '../plan/paths.ts';
import type { ComponentPlan, ExternalPlan, Plan, StorePlan } from '../plan/plan.ts';
import type { Synthesis } from '../projen/host.ts';
import { render } from '../render/render.ts';
import type { FileSpec } from '../render/spec.ts';
import { driverOf, drivers, type DriverName } from '../stores/drivers/index.ts';
import { storeOf } from '../stores/index.ts';
import { blockIn } from '../write/block.ts';
import type { Change } from '../write/change.ts';
import { clientCode } from './store-clients.ts';

/** What an application needs for a store that it has now, or need not have for one that it no longer has. */
export interface StoreSteps {
  readonly component: string;
  readonly change: 'added' | 'removed';
  /** Holds the URL of the store. */
  readonly variable: string;
  /** What to do, each with its lines to paste. */
  readonly steps: readonly string[];
}

/**
 * What changes of the config ask of applications that stand there already: a resync adds no code to
 * them. Which stores an application had before is read from our lines in its `.env.example`.
 */
export function storeSteps(
  changes: readonly Change[],
  { root, plan, files }: Pick<Synthesis, 'root' | 'plan' | 'files'>,
): readonly StoreSteps[] {
  if (!changes.some(isKnown)) return [];
  return changes.flatMap((change) => {
    if (nameOf(change.path) !== '.env.example') return [];
    const [before, after] = [urlsIn(change, 'before'), urlsIn(change, 'after')];
    const components = plan.components.filter(
      ({ image }) => paths.environmentExample(image.context) === change.path,
    );
    const isSame = (variable: string): boolean =>
      driverIn(before.get(variable)) === driverIn(after.get(variable));
    return components.flatMap((component) => [
      ...usedStores(plan, component)
        .filter(({ variable }) => !isSame(variable))
        .filter(({ variable }) => !hasClient(component, variable, { root, changes, files }))
        .flatMap((store) => {
          const driver = driverIn(after.get(store.variable));
          return driver === undefined ? [] : [addedStore(component, store, driver)];
        }),
      ...[...before].flatMap(([variable, url]) => {
        const driver = driverIn(url);
        if (driver === undefined || isSame(variable)) return [];
        const isUsed = [...after.values()].some((other) => driverIn(other) === driver);
        return [
          removedStore(component, {
            variable,
            driver,
            isUsed,
            left: leftIn(component, driver, changes),
          }),
        ];
      }),
    ]);
  });
}

/** The same of an application that was there before us. */
export const usedStoreSteps = (plan: Plan, component: ComponentPlan): readonly StoreSteps[] =>
  usedStores(plan, component).flatMap((store) => {
    const driver = driverIn(storeOf(store).local(store).url('127.0.0.1'));
    return driver === undefined ? [] : [addedStore(component, store, driver)];
  });

/** The steps as lines for a person, the first of them a heading. */
export const storeStepLines = ({ component, change, variable, steps }: StoreSteps): string[] => [
  change === 'added'
    ? `The application of ${component} gets ${variable} and must connect:`
    : `The application of ${component} no longer gets ${variable}:`,
  ...steps.flatMap((step) => `- ${step}`.split('\n')),
];

/** A file that we wrote before this run: the service is not new. */
const isKnown = ({ before, entry, kind }: Change): boolean =>
  before !== undefined &&
  entry?.ownership === 'managed' &&
  (kind === 'unchanged' || kind === 'update' || kind === 'repair');

/** The variables of our block with the URLs that a developer's machine has for them. */
function urlsIn(change: Change, when: 'before' | 'after'): ReadonlyMap<string, string> {
  const { path, before, after, kind } = change;
  const left = kind === 'unchanged' || kind === 'kept' || kind === 'conflict' ? before : undefined;
  const bytes = when === 'before' ? before : (after?.bytes ?? left);
  const block = blockIn(path, bytes?.toString() ?? '') ?? '';
  return new Map(
    [...block.matchAll(/^(\w+)=(.*)$/gm)].map(([, variable = '', url = '']) => [variable, url]),
  );
}

/** Where our starter has its client for such stores, if the config no longer asks for it. */
const leftIn = (
  component: ComponentPlan,
  driver: DriverName,
  changes: readonly Change[],
): readonly string[] => {
  const { node, python } = driverOf(driver);
  const clients = [`stores/${node.module}.ts`, `stores/${python.module}.py`];
  return changes
    .filter(
      ({ path, kind, entry }) =>
        kind === 'kept' &&
        entry?.ownership === 'sample' &&
        path.startsWith(folderOf(component)) &&
        clients.some((client) => path.endsWith(`/${client}`)),
    )
    .map(({ path }) => path);
};

/** Who reads a URL of this scheme. */
function driverIn(url: string | undefined): DriverName | undefined {
  const names = Object.keys(drivers) as DriverName[];
  return names.find((name) =>
    driverOf(name).node.protocols.some((protocol) => url?.startsWith(`${protocol}:`) === true),
  );
}

type UsedStore = StorePlan | ExternalPlan;

const usedStores = ({ local }: Plan, { name }: ComponentPlan): readonly UsedStore[] =>
  local.workloads
    .filter(({ component }) => component.name === name)
    .flatMap(({ stores, external }) => [...stores, ...external]);

/** Whether the sources of our starter read the variable, and stand there as we write them. */
function hasClient(
  component: ComponentPlan,
  variable: string,
  told: Pick<Synthesis, 'root' | 'files'> & { readonly changes: readonly Change[] },
): boolean {
  const { root, changes, files } = told;
  const wanted = files.filter(
    ({ ownership, content, path }) =>
      ownership.kind === 'sample' &&
      ownership.starts === folderOf(component) &&
      content.kind === 'text' &&
      !path.includes('/test') &&
      content.text.includes(variable),
  );
  const found = new Map(changes.map((change) => [change.path, change]));
  return (
    wanted.length > 0 &&
    wanted.every((spec) => {
      const kind = found.get(spec.path)?.kind;
      return kind === 'create' || (kind === 'kept' && isAsWritten(root, spec));
    })
  );
}

/** Whether nobody has edited a file of the starter. */
function isAsWritten(root: string, spec: FileSpec): boolean {
  const found = fileAt(root, spec.path);
  return found.kind === 'file' && found.bytes.toString() === render(spec);
}

function addedStore(component: ComponentPlan, store: UsedStore, driver: DriverName): StoreSteps {
  const { name, runtime, image, ready } = component;
  const { title, role } = storeOf(store);
  const { key, variable } = store;
  const isCache = role === 'cache';
  const client = runtimeOf(runtime).client(driver, folderOf(component));
  const answer = isCache
    ? `Report in ${ready.path} whether it answers; a cache is no reason for 503`
    : `Answer 503 at ${ready.path} while it does not answer`;
  const url =
    `Read its URL from ${variable}: a Secret sets it in the cluster, and ` +
    `${paths.environmentExample(image.context)} has the one of ${paths.compose}`;
  const check = `{ store: '${key}'${isCache ? ', critical: false' : ''} }`;
  return {
    component: name,
    change: 'added',
    variable,
    steps:
      client === undefined
        ? [`Add a client of ${title}`, url, answer]
        : [
            `Add a client of ${title}: ${client.add}`,
            client.language === 'typescript'
              ? `${url}; the dev script reads it with --env-file-if-exists=.env`
              : url,
            withLines('Open it once:', clientCode[driver][client.language].open(variable)),
            withLines(`${answer}. This fails then:`, [clientCode[driver][client.language].ping]),
            `Name the check in ${paths.config}: health: { checks: { '${key}': ${check} } }`,
          ],
  };
}

interface RemovedStore {
  readonly variable: string;
  readonly driver: DriverName;
  /** Whether another store of the application is asked in the same way. */
  readonly isUsed: boolean;
  /** Sources of our starter that nothing wants any longer. */
  readonly left: readonly string[];
}

function removedStore(
  component: ComponentPlan,
  { variable, driver, isUsed, left }: RemovedStore,
): StoreSteps {
  const { name, runtime, ready } = component;
  const client = runtimeOf(runtime).client(driver, folderOf(component));
  return {
    component: name,
    change: 'removed',
    variable,
    steps: [
      `Remove the code that reads ${variable}, and its check in ${ready.path}`,
      ...(isUsed || left.length === 0 ? [] : [`Delete ${left.join(', ')}, unless you use it`]),
      ...(isUsed || client === undefined
        ? []
        : [`Remove its client, if it has one: ${client.remove}`]),
    ],
  };
}

const folderOf = ({ image }: ComponentPlan): string => (image.context === '.' ? '' : image.context);

const withLines = (step: string, lines: readonly string[]): string =>
  [step, ...lines.map((line) => `    ${line}`)].join('\n');
