import type { CiSecretStorePlan } from './ci-secret-store/plan.ts';
import type { NodeToolchain } from './runtime/runtime.ts';

/** Who builds and tests, with what. */
export interface CiPlan {
  /** Labels that a runner must have. */
  readonly runner: string | readonly string[];
  readonly secretStore: CiSecretStorePlan;
  readonly scan: 'trivy' | 'grype';
  readonly notify: 'none' | 'slack' | 'discord';
  readonly audit: 'moderate' | 'high' | 'critical';
  readonly checks: readonly string[];
  /** The toolchain of the repository root, where this tool itself is installed. */
  readonly root: NodeToolchain;
}
