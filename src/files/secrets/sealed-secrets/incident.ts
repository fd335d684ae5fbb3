import type { SealedSecretsPlan } from '../../../plan/plan.ts';
import { code } from '../../../render/markdown.ts';
import type { TextValues } from '../../../render/text.ts';
import type { SealingTexts } from './texts.ts';

/** What a secret looks like that does not open. */
export const incidentTexts = (
  { controllerName, controllerNamespace }: SealedSecretsPlan,
  { compare }: SealingTexts,
): TextValues => ({
  missingSecret: '`kubectl get sealedsecret`; seal it',
  secretRow:
    '| SealedSecret without `True`: `no key could decrypt secret` | Sealed with the certificate ' +
    'of another cluster, or for another name, namespace or scope | ' +
    `${compare} \`kubectl describe sealedsecret\` and ` +
    `${code(`kubectl logs -n ${controllerNamespace} deployment/${controllerName} --since 1h`)} ` +
    'say what the controller tried. Fetch its current certificate and [seal again](secret-rotation.md) |',
  secrets: '',
});
