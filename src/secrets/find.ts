import { findNamed } from '../domain/find-named.ts';
import type { EnvironmentPlan, Plan, SecretPlan } from '../plan/plan.ts';

// Whoever mixes up the words of a command has typed a secret here: no error repeats it.

/** The environment of this name; a name that the plan does not know is the user's error. */
export const environmentOf = ({ environments }: Plan, name: string): EnvironmentPlan =>
  findNamed(environments, name, { what: 'environment', isSecret: true });

/** The secret of this name that an environment needs. */
export const secretOf = ({ name, secrets }: EnvironmentPlan, secret: string): SecretPlan =>
  findNamed(secrets, secret, { what: `secret of ${name}`, hint, isSecret: true });

const hint = 'Secrets come from the config: secretEnv of a component, dataStores, registry.';
