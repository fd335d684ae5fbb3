/** What the image of a component is made of. */
export type RuntimePlan = BuiltRuntimePlan | { readonly kind: 'custom' };
/** A runtime whose Dockerfile we write. */
export type BuiltRuntimePlan = NodeRuntimePlan | NextRuntimePlan | PythonRuntimePlan;

interface BuiltRuntime {
  /** Folders of static data, relative to the build context. */
  readonly copy: readonly string[];
  /** Whether a new service gets a small application to start from. */
  readonly starter: boolean;
  readonly buildImage: string;
  readonly runImage: string;
}

export interface NodeToolchain {
  readonly nodeMajor: 22 | 24;
  readonly packageManager: 'npm' | 'pnpm';
  /** Exact version of pnpm; empty for npm, which comes with Node. */
  readonly packageManagerVersion: string;
}

export interface NodeRuntimePlan extends NodeToolchain, BuiltRuntime {
  readonly kind: 'node';
}

export interface NextRuntimePlan extends NodeToolchain, BuiltRuntime {
  readonly kind: 'next';
}

export interface PythonToolchain {
  readonly version: '3.11' | '3.12' | '3.13' | '3.14';
  readonly packageManager: 'uv' | 'pip';
  /** Exact version of uv; empty for pip, which comes with Python. */
  readonly packageManagerVersion: string;
}

export interface PythonRuntimePlan extends PythonToolchain, BuiltRuntime {
  readonly kind: 'python';
  /** Started with `python -m`: `app.main`. */
  readonly module: string;
}

/** A bounded folder that is empty when a pod starts. */
export interface ScratchPlan {
  readonly name: string;
  /** Where the container has it. */
  readonly path: string;
  readonly sizeLimit: string;
}
