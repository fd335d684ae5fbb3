import type { ConfigInput } from '../../config/schema/schema.ts';
import {
  nodePackageManagerNames,
  usualPackageManager,
} from '../../plan/runtime/package-managers.ts';
import type { NodePackageManagerName } from '../../plan/runtime/package-managers.ts';
import type { RuntimePlan } from '../../plan/runtime/runtime.ts';
import type { StartedBy } from './started-by.ts';

/** An application that stands in the folder of a new service. */
export interface FoundApplication {
  /** The one that it says. */
  readonly packageManager: NodePackageManagerName | undefined;
}

type RuntimeInput = ConfigInput['components'][string]['runtime'];

/** How `create` writes a runtime into a new config. */
interface Creation {
  /** Whose the Dockerfile is, for the help. */
  readonly summary: string;
  /** What --package-manager may name. */
  readonly packageManagers: readonly NodePackageManagerName[];
  /** What the config says, with the package manager that was asked for; nothing where it is the default anyway. */
  readonly input: (asked: string | undefined, around: Around) => RuntimeInput;
}

/** What decides where no flag does: the application that is there, then the package manager that runs us. */
interface Around {
  readonly application: FoundApplication | undefined;
  readonly startedBy: StartedBy | undefined;
}

/** An application that stands there is built, and nothing of ours is put beside it. */
function nodeInput(
  asked: string | undefined,
  { application: found, startedBy }: Around,
): RuntimeInput {
  const packageManager =
    nodePackageManagerNames.find((name) => name === asked) ??
    found?.packageManager ??
    startedBy?.supported ??
    usualPackageManager;
  const isUsual = packageManager === usualPackageManager;
  if (isUsual && found === undefined) return undefined;
  return {
    kind: 'node',
    ...(isUsual ? {} : { packageManager }),
    ...(found === undefined ? {} : { starter: false }),
  };
}

const node: Creation = {
  summary: 'the Dockerfile is ours',
  packageManagers: nodePackageManagerNames,
  input: nodeInput,
};

const custom: Creation = {
  summary: 'it is yours',
  packageManagers: [],
  input: () => ({ kind: 'custom' }),
};

/** Those without a creation are for people who write the config. */
const creations: Readonly<Record<RuntimePlan['kind'], Creation | undefined>> = {
  node,
  next: undefined,
  python: undefined,
  custom,
};

const offered = Object.entries(creations).flatMap(([name, creation]) =>
  creation === undefined ? [] : [{ name, ...creation }],
);

/** What --runtime may name. */
export const runtimeChoices: readonly string[] = offered.map(({ name }) => name);

/** What the help says about it. */
export const runtimeSummary = `${offered.map(({ name, summary }) => `${name}: ${summary}`).join('; ')} (default: node)`;

/** How the runtime is written that a flag names. */
export const creationOf = (flag: string | undefined): Creation =>
  offered.find(({ name }) => name === flag) ?? node;

/** The runtimes that an application of ours comes with, unless a config says otherwise. */
const starters: Readonly<Record<RuntimePlan['kind'], boolean>> = {
  node: true,
  next: true,
  python: true,
  custom: false,
};

/** Whether an application of ours comes with a runtime, which can ask its stores. */
export const hasStarter = (runtime: NonNullable<RuntimeInput> = { kind: 'node' }): boolean =>
  'starter' in runtime && runtime.starter !== undefined ? runtime.starter : starters[runtime.kind];

/** The runtimes for which --package-manager means something. */
export const withPackageManager: readonly string[] = offered
  .filter(({ packageManagers }) => packageManagers.length > 0)
  .map(({ name }) => name);
