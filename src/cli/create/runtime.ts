import type { ConfigInput } from '../../config/schema/schema.ts';
import {
  nodePackageManagerNames,
  usualPackageManager,
} from '../../plan/runtime/package-managers.ts';
import type {
  NodePackageManagerName,
  PackageManagerName,
  PythonPackageManagerName,
} from '../../plan/runtime/package-managers.ts';
import type { RuntimePlan } from '../../plan/runtime/runtime.ts';
import type { StartedBy } from './started-by.ts';
import type { Offer } from './questions/question.ts';

/** An application that stands in the folder of a new service. */
export interface FoundApplication {
  /** The one that it says. */
  readonly packageManager: NodePackageManagerName | undefined;
}

type RuntimeInput = ConfigInput['components'][string]['runtime'];

export interface RuntimeFacts {
  /** The package manager that was asked for. */
  readonly asked: string | undefined;
  readonly found: FoundApplication | undefined;
  /** The package manager that runs us. */
  readonly startedBy: StartedBy | undefined;
}

/** How `create` writes a runtime into a new config. */
export interface Creation extends Offer<RuntimeFacts, NonNullable<RuntimeInput>> {
  /** What --package-manager may name. */
  readonly packageManagers: readonly PackageManagerName[];
}

/** An application that stands there is built, and nothing of ours is put beside it. */
const besideOurs = (found: FoundApplication | undefined): { starter?: false } =>
  found === undefined ? {} : { starter: false };

function nodeManager({ asked, found, startedBy }: RuntimeFacts): {
  packageManager?: NodePackageManagerName;
} {
  const packageManager =
    nodePackageManagerNames.find((name) => name === asked) ??
    found?.packageManager ??
    startedBy?.supported ??
    usualPackageManager;
  return packageManager === usualPackageManager ? {} : { packageManager };
}

const pythonManagers = ['uv', 'pip'] as const satisfies readonly PythonPackageManagerName[];

function pythonManager({ asked }: RuntimeFacts): { packageManager?: PythonPackageManagerName } {
  const packageManager = pythonManagers.find((name) => name === asked);
  return packageManager === undefined ? {} : { packageManager };
}

/** What --runtime may name. */
export const runtimes: Readonly<Record<RuntimePlan['kind'], Creation>> = {
  node: {
    label: 'Node.js',
    hint: 'with a small Fastify application to start from',
    packageManagers: nodePackageManagerNames,
    config: (facts) => {
      const said = { ...nodeManager(facts), ...besideOurs(facts.found) };
      return Object.keys(said).length === 0 ? undefined : { kind: 'node', ...said };
    },
  },
  next: {
    label: 'Next.js',
    hint: 'with a small application to start from',
    packageManagers: nodePackageManagerNames,
    config: (facts) => ({ kind: 'next', ...nodeManager(facts), ...besideOurs(facts.found) }),
  },
  python: {
    label: 'Python',
    hint: 'with a small FastAPI application to start from',
    packageManagers: pythonManagers,
    config: (facts) => ({ kind: 'python', ...pythonManager(facts), ...besideOurs(facts.found) }),
  },
  custom: {
    label: 'Something else',
    hint: 'you write the Dockerfile',
    packageManagers: [],
    config: () => ({ kind: 'custom' }),
  },
};

/** What --package-manager may name. */
export const packageManagerNames: readonly string[] = [
  ...new Set(Object.values(runtimes).flatMap(({ packageManagers }) => packageManagers)),
];

/** The runtimes for which --package-manager may have this value. */
export const runtimesWith = (packageManager: string): readonly string[] =>
  Object.entries(runtimes).flatMap(([name, { packageManagers }]) =>
    packageManagers.some((one) => one === packageManager) ? [name] : [],
  );

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
