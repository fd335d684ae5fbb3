import type { ParsedConfig } from '../../config/schema/schema.ts';
import type { NodeToolchain, RuntimePlan, ScratchPlan } from './runtime.ts';

type ComponentConfig = ParsedConfig['components'][string];

/** What the config says about a runtime. */
export type RuntimeConfig<Kind extends RuntimePlan['kind'] = RuntimePlan['kind']> = Extract<
  ComponentConfig['runtime'],
  { readonly kind: Kind }
>;

/** The component that it is the runtime of. */
export interface Owner {
  readonly name: string;
  readonly build: ComponentConfig['build'];
}

/** What follows from the runtime of a component. */
export interface RuntimeDecisions {
  readonly runtime: RuntimePlan;
  /** Folders that the component may write to. */
  readonly scratch: readonly ScratchPlan[];
  /**
   * Whether components of this runtime that are built from one
   * folder share its packages, its lockfile and its tests.
   */
  readonly sharesFolder: boolean;
  /** The Node that the component brings along: this tool can be installed with it. */
  readonly toolchain: NodeToolchain | undefined;
}
