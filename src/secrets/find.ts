import { findNamed } from '../domain/find-named.ts';
import type { EnvironmentPlan, Plan, SecretPlan } from '../plan/plan.ts';
import { isCopy } from './values.ts';

// Whoever mixes up the words of a command has typed a secret here: no error repeats it.

/** The environment of this name; a name that the plan does not know is the user's error. */
export const environmentOf = ({ environments }: Plan, name: string): EnvironmentPlan =>
  findNamed(environments, name, { what: 'environment', isSecret: true });

/** The secret of this name that an environment needs, in the namespace where its values come from. */
export const secretOf = ({ name, secrets }: EnvironmentPlan, secret: string): SecretPlan =>
  findNamed(
    secrets.toSorted((one, other) => Number(isOnlyCopies(one)) - Number(isOnlyCopies(other))),
    secret,
    { what: `secret of ${name}`, hint, isSecret: true },
  );

/** The same in every namespace that has it. */
export const secretsNamed = (environment: EnvironmentPlan, name: string): readonly SecretPlan[] => {
  const found = secretOf(environment, name);
  return environment.secrets.filter((secret) => secret.name === found.name);
};

const isOnlyCopies = ({ keys }: SecretPlan): boolean => keys.every(isCopy);

const hint = 'Secrets come from the config: secretEnv of a component, dataStores, registry.';
