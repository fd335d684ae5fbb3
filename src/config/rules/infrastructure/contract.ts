import type { Load } from '../../../domain/load.ts';

/** What rules ask of a cluster that a config makes, whatever makes it. */
export interface ClusterConfig {
  readonly name: string | undefined;
  readonly nodes: {
    readonly size: string;
    readonly min: number;
    readonly max: number;
    /** What pods may ask for on one of them. */
    readonly room: Load;
  };
  readonly email: string | undefined;
  readonly sleep:
    | {
        readonly environments?: readonly string[] | undefined;
        readonly from: string;
        readonly to: string;
      }
    | undefined;
}
