import type { Decision } from '../decision.ts';

/** Where images are kept. */
export type RegistryPlan = GhcrPlan | HarborPlan | GenericPlan;

/** What everybody may ask, whichever registry it is. */
export interface RegistryFacts {
  readonly host: string;
  /** What names of images begin with: host and path. */
  readonly prefix: string;
  /** Name of the secret that pulls images. */
  readonly pullSecret: string;
  /** Whether it takes the token that GitHub gives each job, so that there is no secret to keep. */
  readonly takesJobToken: boolean;
  readonly decision: Decision | undefined;
}

export interface GhcrPlan extends RegistryFacts {
  readonly kind: 'ghcr';
}

export interface HarborPlan extends RegistryFacts {
  readonly kind: 'harbor';
}

/** Any registry that speaks the distribution protocol and takes a user and a password. */
export interface GenericPlan extends RegistryFacts {
  readonly kind: 'generic';
}
