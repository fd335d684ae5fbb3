import * as z from 'zod';
import { cidr, dnsLabel, portNumber, variableName } from '../../domain/values.ts';
import { postgres } from '../drivers/postgres.ts';

/** What a config says of a PostgreSQL that somebody else runs. */
export const schema = z.strictObject({
  kind: z.literal('external'),
  variable: variableName
    .optional()
    .describe('Environment variable with its connection URL (default: <STORE>_URL)'),
  secret: z
    .strictObject({
      name: dnsLabel.optional().describe('Name of the secret (default: <service>-secrets)'),
      key: variableName.optional().describe('Key in the secret (default: the variable)'),
    })
    .prefault({})
    .describe('Secret with its connection URL, entered by a person'),
  port: portNumber.default(postgres.port).describe('TCP port'),
  cidr: cidr.default('0.0.0.0/0').describe('Its address, as a CIDR range'),
});

/** The same, complete. */
export type ExternalConfig = z.output<typeof schema>;
