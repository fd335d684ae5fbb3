import type { Decision } from '../decision.ts';

/** Where workflows get their secrets. */
export type CiSecretStorePlan = GithubStorePlan | BitwardenPlan;

/** What everybody may ask, whichever store it is. */
export interface CiSecretStoreFacts {
  /** Whether the token of a job is used instead, where that is enough. */
  readonly yieldsToJobToken: boolean;
  readonly decision: Decision | undefined;
}

export interface GithubStorePlan extends CiSecretStoreFacts {
  readonly kind: 'github';
}

export interface BitwardenPlan extends CiSecretStoreFacts {
  readonly kind: 'bitwarden';
  readonly ids: Readonly<Record<'REGISTRY_USERNAME' | 'REGISTRY_PASSWORD', string>>;
}
