import * as z from 'zod';
import { configSchema, type ConfigInput } from '../../config/schema/schema.ts';

type Environments = NonNullable<ConfigInput['environments']>;

/** The environments of a config, also where it leaves them to the defaults. */
export const environmentsOf = ({ environments }: ConfigInput): Environments =>
  environments ?? defaults();

function defaults(): Environments {
  const schema = configSchema.shape.environments;
  // What an environment overrides is known only as keys of other sections, and no default has any.
  return (schema instanceof z.ZodPrefault ? schema.def.defaultValue : {}) as Environments;
}
