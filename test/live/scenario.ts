import type { Rig } from './rig/rig.ts';

/** What a scenario works with. */
export interface Stage {
  readonly rig: Rig;
  /** A node_modules folder that holds the packed tarball. */
  readonly installed: string;
  /**
   * Does one step, and prints its name and how long it took. A failure says
   * which step it was.
   */
  step<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** Names a namespace whose events and pods are printed if the scenario fails. */
  watches(namespace: string): void;
  /** Names a program of the rig whose last log lines are printed if the scenario fails. */
  reads(program: string): void;
  /**
   * The fault that shows that the scenario can fail: nothing happens, unless
   * the tier was started with `--prove`. The scenario calls it where its
   * fault does harm, such as after the files were generated.
   */
  plant(fault: () => void | Promise<void>): Promise<void>;
  /** Whether the fault was planted: a scenario need not wait for long then. */
  readonly proving: boolean;
}

/** Something that is shown on the live cluster: a row of `scenarios.ts` and a file in `scenarios/`. */
export interface Scenario {
  /** A few words, such as `argo-cd: sealed secrets decrypt`. */
  readonly name: string;
  /** What is proven, as a sentence of `docs/testing.md`. */
  readonly proves: string;
  /** What its planted fault breaks, and the words with which the scenario must then fail. */
  readonly fault: { readonly breaks: string; readonly says: RegExp };
  run(stage: Stage): Promise<void>;
}
