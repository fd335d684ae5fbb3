import type { EnvironmentPlan, SealedSecretsPlan } from '../../../plan/plan.ts';
import type { Outcome } from '../../command.ts';

/** What the commands about secrets ask of the way that these reach the cluster. */
export interface SecretCommands {
  /**
   * How `seal` and `secrets init`, `rotate` and `certificate` seal; a
   * refusal, with what to do instead, where nothing is sealed.
   */
  readonly sealing: () => SealedSecretsPlan;
  /** How the secrets of these environments stand, for `secrets status`. */
  readonly status: (root: string, environments: readonly EnvironmentPlan[]) => Outcome;
}
