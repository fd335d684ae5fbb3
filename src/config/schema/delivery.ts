import * as z from 'zod';
import { dnsLabel, shortName } from '../../domain/values.ts';

const cluster = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('doctl'),
    name: shortName.describe('Name of the DigitalOcean Kubernetes cluster'),
  }),
  z.strictObject({ kind: z.literal('kubeconfig') }),
]);

/** How what git says reaches the cluster: pulled by Argo CD, or pushed by CI. */
export const delivery = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('argocd'),
    namespace: dnsLabel.default('argocd').describe('Namespace of Argo CD'),
    project: z
      .string()
      .max(63)
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'use lower-case letters, digits, dots and dashes')
      .optional()
      .describe(
        'AppProject, which belongs to this repository alone (default: the name of the service)',
      ),
    rootApp: z
      .boolean()
      .default(false)
      .describe('Also an app-of-apps that manages the Applications and their AppProject from git'),
  }),
  z.strictObject({
    kind: z.literal('push'),
    cluster: cluster
      .default({ kind: 'kubeconfig' })
      .describe(
        'How CI accesses the cluster: doctl with DIGITALOCEAN_ACCESS_TOKEN, ' +
          'or a kubeconfig in the secret KUBECONFIG of each GitHub environment',
      ),
    historyMax: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .describe('Number of release revisions that Helm keeps'),
  }),
]);
