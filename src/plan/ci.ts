import type { NodeToolchain } from './runtime/runtime.ts';

/** Who builds and tests, with what. */
export interface CiPlan {
  readonly runner: string;
  readonly secretStore:
    | { readonly kind: 'github' }
    | {
        readonly kind: 'bitwarden';
        readonly ids: Readonly<Record<'REGISTRY_USERNAME' | 'REGISTRY_PASSWORD', string>>;
      };
  readonly scan: 'trivy' | 'grype';
  readonly notify: 'none' | 'slack' | 'discord';
  readonly audit: 'moderate' | 'high' | 'critical';
  readonly checks: readonly string[];
  /** The toolchain of the repository root, where this tool itself is installed. */
  readonly root: NodeToolchain;
}
