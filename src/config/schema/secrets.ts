import * as z from 'zod';
import { dnsLabel } from '../../domain/values.ts';

/** How secrets reach the cluster: sealed in git, or made by hand. */
export const secrets = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sealed-secrets'),
    controllerName: dnsLabel
      .default('sealed-secrets-controller')
      .describe('Service of the controller'),
    controllerNamespace: dnsLabel.default('kube-system').describe('Namespace of the controller'),
    scope: z
      .enum(['strict', 'namespace-wide', 'cluster-wide'])
      .default('strict')
      .describe('Scope of sealed values: name and namespace, namespace, or the whole cluster'),
    scriptInFolders: z
      .boolean()
      .default(false)
      .describe('Also put a `convert-secret.sh` into the folder of secrets of each environment'),
  }),
  z.strictObject({ kind: z.literal('manual') }),
]);
