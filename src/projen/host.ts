import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConfigInput } from '../config/schema/schema.ts';
import type { Fact } from '../domain/fact.ts';
import type { FileSpec } from '../render/spec.ts';
import type { Plan } from '../plan/plan.ts';

/** What one project wants on disk, and what it does once the files are there. */
export interface Synthesis {
  readonly root: string;
  /** What the config file says, as its author wrote it. */
  readonly input: ConfigInput;
  readonly plan: Plan;
  readonly files: readonly FileSpec[];
  /** Files that the config leaves to people. */
  readonly theirs: readonly string[];
  /** What the config makes of the clusters. */
  readonly facts: readonly Fact[];
  /** The same files before `customize` had the last word. */
  readonly described: readonly FileSpec[];
  /** The hooks that components run after the files are written. */
  readonly finish: () => void;
}

/** Whoever runs a config file and decides what happens to the files: `resync` writes them, `check` only looks. */
export interface Host {
  readonly root: string;
  /** Who keeps the files from now on; we, unless somebody is about to leave us. */
  readonly upkeep?: Plan['upkeep'];
  readonly take: (synthesis: Synthesis) => void;
}

/** The host of the running config file; none when somebody runs the file directly. */
export const hosts = new AsyncLocalStorage<Host>();
