import type { Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../../render/text.ts';
import type { SealingTexts } from './texts.ts';

/** What a secret looks like that does not open. */
export const incidentTexts = (
  { environments }: Plan,
  { controllerName, controllerNamespace }: SealedSecretsPlan,
  { compare }: SealingTexts,
): TextValues => ({
  missingSecret: '`kubectl get sealedsecret`; seal it',
  secretRow:
    '| SealedSecret without `True` | Sealed for another name, ' +
    'namespace or cluster | See "Secret that cannot be decrypted" |',
  secrets: text('docs/sealing/incident.md', {
    compare,
    controllerName,
    controllerNamespace,
    environments: environments.toReversed().map(({ namespace }) => ({ namespace })),
  }).trimEnd(),
});
