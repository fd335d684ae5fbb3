import * as z from 'zod';
import { scriptName } from '../../domain/values.ts';

const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'use the UUID of the Bitwarden secret, lower case',
  );

const secretStore = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('github') }),
  z.strictObject({
    kind: z.literal('bitwarden'),
    ids: z
      .strictObject({
        REGISTRY_USERNAME: uuid.describe('User that pushes images'),
        REGISTRY_PASSWORD: uuid.describe('Password or token of that user'),
      })
      .describe('Bitwarden Secrets Manager: UUID of each secret'),
  }),
]);

const runnerLabel = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'use a runner label');

/** CI, and what its jobs run on. */
export const ci = z.strictObject({
  kind: z.literal('github-actions'),
  runner: z
    .union([runnerLabel, z.array(runnerLabel).min(1).max(20)])
    .default('ubuntu-24.04')
    .describe('Runner of every job: its label, or all labels that it must have'),
  secretStore: secretStore.default({ kind: 'github' }).describe('Secret store of the workflows'),
  scan: z.enum(['trivy', 'grype']).default('trivy').describe('Scanner of the built image'),
  notify: z
    .enum(['none', 'slack', 'discord'])
    .default('none')
    .describe('Who is notified of a failed deployment'),
  audit: z
    .enum(['moderate', 'high', 'critical'])
    .default('high')
    .describe(
      'Severity of a vulnerable dependency that fails a pull request; in Python, any known vulnerability does',
    ),
  checks: z
    .array(scriptName)
    .default([])
    .describe(
      'Extra package.json scripts of the repository root that every pull request must pass',
    ),
});
