import type { EnvironmentPlan, SealingScope } from '../plan/plan.ts';
import type { Write } from '../write/rescue.ts';
import type { Certificate } from './certificate.ts';
import type { Input } from './inputs.ts';
import type { Removal } from './remove-plain.ts';

/** What to seal, and how. */
export interface Sealing {
  readonly root: string;
  readonly environment: EnvironmentPlan;
  readonly scope: SealingScope;
  readonly certificate: Certificate;
  readonly inputs: readonly Input[];
  /** Seal again what has not changed, for a new cluster. */
  readonly all: boolean;
  /** Plain files to bring up to date in the same step. */
  readonly plain: readonly Edit[];
  /** Delete the plain files of which every value is sealed now. */
  readonly remove?: boolean;
}

/** What became of one secret; every list holds keys. */
export interface SealResult {
  readonly secret: string;
  readonly file: string;
  readonly sealed: readonly string[];
  readonly unchanged: readonly string[];
  /** Sealed before, and not given now. */
  readonly kept: readonly string[];
  /** Of those, what this checkout knows to be sealed for another certificate. */
  readonly forAnother: readonly string[];
  readonly missing: readonly string[];
  /** What became of its plain file, where that was to be deleted. */
  readonly removal?: Removal;
}

/** A file to write, and its bytes when the new ones were made of them. */
export interface Edit extends Write {
  readonly before: Buffer | undefined;
}
