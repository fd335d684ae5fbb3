import type { ChartName } from '../bootstrap-charts.ts';
import type { Decision } from '../decision.ts';

/** How secrets reach the cluster. */
export type SecretsPlan = SealedSecretsPlan | ManualSecretsPlan;

/** What everybody may ask, whichever way it is. */
interface SecretsFacts {
  /** Why one would choose it. */
  readonly decision: Decision;
  /** What a sealed value is tied to, if any is. */
  readonly identity: Readonly<Record<string, string>>;
  /** Folder of each overlay with what git holds of secrets, which who seals writes; none where git holds nothing. */
  readonly folder: string | undefined;
  /** What people call its objects in the cluster. */
  readonly objects: string;
  /** Whether any of them is applied with the manifests, in the wave of secrets. */
  readonly isApplied: boolean;
  /** What must run in the cluster for it; none where nothing must. */
  readonly controller: SecretController | undefined;
}

/** A controller that the bootstrap of a cluster installs. */
export interface SecretController {
  readonly chart: ChartName;
  readonly namespace: string;
  /** What its chart is told besides our usual values. */
  readonly values: Readonly<Record<string, string>>;
}

/** Sealed in git: for whom, and what a sealed value is tied to. */
export interface SealedSecretsPlan extends SecretsFacts {
  readonly kind: 'sealed-secrets';
  readonly controllerName: string;
  readonly controllerNamespace: string;
  readonly scope: SealingScope;
  /** Whether each folder of secrets has a script that seals them, beside the one for all. */
  readonly scriptInFolders: boolean;
}

/** A sealed value opens only under its name and namespace, anywhere in its namespace, or anywhere in its cluster. */
export type SealingScope = 'strict' | 'namespace-wide' | 'cluster-wide';

/** Made in the cluster by people, with a script. */
export interface ManualSecretsPlan extends SecretsFacts {
  readonly kind: 'manual';
}
