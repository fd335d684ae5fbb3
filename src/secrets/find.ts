import { findNamed } from '../domain/find-named.ts';
import type { EnvironmentPlan, Plan, SecretPlan } from '../plan/plan.ts';

/** The environment of this name; a name that the plan does not know is the user's error. */
export const environmentOf = ({ environments }: Plan, name: string): EnvironmentPlan =>
  findNamed(environments, name, { what: 'environment' });

/** The secret of this name that an environment needs. */
export const secretOf = ({ name, secrets }: EnvironmentPlan, secret: string): SecretPlan =>
  findNamed(secrets, secret, { what: `secret of ${name}`, hint });

const hint = 'Secrets come from the config: secretEnv of a component, dataStores, registry.';
