import type { NodePackageManagerName, PythonPackageManagerName } from './package-managers.ts';

/** What the image of a component is made of. */
export type RuntimePlan = NodeRuntimePlan | NextRuntimePlan | PythonRuntimePlan | CustomRuntimePlan;

/** What there is to say of every image, whoever describes it. */
export interface AnyRuntime {
  /** Folders of static data, relative to the build context. */
  readonly copy: readonly string[];
  /** Whether a new service gets a small application to start from. */
  readonly starter: boolean;
}

/** A runtime whose Dockerfile we write. */
export interface BuiltRuntime extends AnyRuntime {
  readonly buildImage: string;
  readonly runImage: string;
}

/** A Node with a package manager. */
export interface NodeToolchain {
  readonly nodeMajor: 22 | 24;
  readonly packageManager: NodePackageManagerName;
  /** Exact version of pnpm; empty for npm, which comes with Node. */
  readonly packageManagerVersion: string;
}

/** A server in TypeScript. */
export interface NodeRuntimePlan extends NodeToolchain, BuiltRuntime {
  readonly kind: 'node';
}

/** A site in Next.js. */
export interface NextRuntimePlan extends NodeToolchain, BuiltRuntime {
  readonly kind: 'next';
}

/** A Python with a package manager. */
export interface PythonToolchain {
  readonly version: '3.11' | '3.12' | '3.13' | '3.14';
  readonly packageManager: PythonPackageManagerName;
  /** Exact version of uv; empty for pip, which comes with Python. */
  readonly packageManagerVersion: string;
}

/** A module in Python. */
export interface PythonRuntimePlan extends PythonToolchain, BuiltRuntime {
  readonly kind: 'python';
  /** Started with `python -m`: `app.main`. */
  readonly module: string;
}

/** An image whose Dockerfile its people write. */
export interface CustomRuntimePlan extends AnyRuntime {
  readonly kind: 'custom';
}

/** A bounded folder that is empty when a pod starts. */
export interface ScratchPlan {
  readonly name: string;
  /** Where the container has it. */
  readonly path: string;
  readonly sizeLimit: string;
}
