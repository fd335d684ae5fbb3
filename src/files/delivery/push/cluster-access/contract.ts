import type { Mapping } from '../../../workflows/workflow.ts';

/** What workflows and documents ask of a way into the cluster. What is data stands in its plan. */
export interface ClusterAccess {
  /** Programs that a person needs for it besides kubectl. */
  readonly programs: readonly string[];
  /** The command of a person. */
  readonly person: string;
  /** What the workflows use, and how it is set and replaced: by these commands. */
  readonly ci: (commands: string) => string;
  /** Steps that let a job in. */
  readonly steps: (job: EnteringJob) => readonly Mapping[];
}

export interface EnteringJob {
  /** Minutes that it may last, the way back included. */
  readonly minutes: number;
  /** Where the programs find the cluster. */
  readonly environment: Mapping;
  /** What every step says besides. */
  readonly more: Mapping;
}
