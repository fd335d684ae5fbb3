import type { Config } from '../../config/config.ts';
import type { SealedSecretsPlan } from './plan.ts';

/** Values sealed in git, which the controller of the cluster opens. */
export const sealedSecretsPlan = ({
  controllerName,
  controllerNamespace,
  scope,
  scriptInFolders,
}: Extract<Config['secrets'], { kind: 'sealed-secrets' }>): SealedSecretsPlan => ({
  kind: 'sealed-secrets',
  controllerName,
  controllerNamespace,
  scope,
  scriptInFolders,
  identity: { scope },
  decision: {
    title: 'Sealed Secrets over External Secrets',
    rationale:
      'Self-contained: encrypted values live in git next to what reads them, with no vault ' +
      'to run.',
    assumed: ['secrets'],
  },
  folder: 'secrets',
  objects: 'sealed secrets',
  isApplied: true,
  controller: {
    chart: 'sealed-secrets',
    namespace: controllerNamespace,
    values: { fullnameOverride: controllerName },
  },
});
