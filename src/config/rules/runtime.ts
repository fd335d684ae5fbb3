import { byKind, type ByKind } from '../../domain/member.ts';
import { pythonModuleOf } from '../../domain/names.ts';
import type { Config } from '../config.ts';

/** A component as the config has it. */
export type Component = Config['components'][string];
/** A component with its name. */
export type Named = readonly [name: string, component: Component];

/** What the rules need to know about the runtime of a component. */
interface RuntimeFacts {
  /** Whether we write its Dockerfile, and so must know what is in its folder. */
  readonly isBuilt: boolean;
  /** Folders of static data, relative to the build context. */
  readonly copy: readonly string[];
  /**
   * Options in which components of its runtime agree that are built
   * from one folder; nothing where each has a folder of its own.
   */
  readonly shared: Readonly<Record<string, string>> | undefined;
  /**
   * The option that says what is started, which no other component of
   * the folder may start; nothing where the folder has one start.
   */
  readonly start: Start | undefined;
}

interface Start {
  readonly option: string;
  readonly value: string;
  /** Whether it is a part of the starter, which cannot start a component too. */
  readonly isTaken: boolean;
}

type RuntimeConfig = Component['runtime'];

/** The facts about the runtime of a component. */
export const runtimeFacts = ([name, { runtime, build }]: Named): RuntimeFacts =>
  byKind(facts, runtime, name, build);

const alone = ({ copy }: { readonly copy: readonly string[] }): RuntimeFacts => ({
  isBuilt: true,
  copy,
  shared: undefined,
  start: undefined,
});

const facts: ByKind<RuntimeConfig, [name: string, build: Component['build']], RuntimeFacts> = {
  node: alone,
  next: alone,
  python: ({ version, packageManager, module, copy, starter }, name, build) => {
    const value = module ?? pythonModuleOf(name, build);
    return {
      isBuilt: true,
      copy,
      shared: { version, packageManager },
      start: {
        option: 'module',
        value,
        isTaken: starter && /^[^.]+\.(core|__init__)(\.|$)/.test(value),
      },
    };
  },
  custom: () => ({ isBuilt: false, copy: [], shared: undefined, start: undefined }),
};
