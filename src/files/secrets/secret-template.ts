import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, SecretKey, SecretPlan } from '../../plan/plan.ts';
import { Commented, type FileSpec, type Value } from '../spec.ts';
import { origin } from './origin.ts';

/** What a person copies and fills in: a complete Secret that says `REPLACE_ME` where only they know the value. */
export const secretTemplates = ({ name, namespace, secrets }: EnvironmentPlan): readonly FileSpec[] =>
  secrets.map((secret) => ({
    path: paths.secretTemplate(name, secret.name),
    content: { kind: 'yaml', documents: [secretOf(secret, namespace)] },
    ownership: { kind: 'managed' },
    executable: false,
    origin,
  }));

function secretOf({ name, type, keys, purpose, usedBy }: SecretPlan, namespace: string): Value {
  return {
    apiVersion: new Commented('v1', { before: `${purpose}. Used by ${usedBy.join(', ')}.\nCopy to ${name}.secret.yaml, fill in, then run ./convert-secret.sh here. Never commit the copy.` }),
    kind: 'Secret',
    // CloudNativePG takes over a new password when the secret carries this label (its doc: "Labels and Annotations").
    metadata: { name, namespace, ...(type === 'kubernetes.io/basic-auth' ? { labels: { 'cnpg.io/reload': 'true' } } : {}) },
    type,
    stringData: Object.fromEntries(keys.map(({ key, value }) => [key, valueOf(value)])),
  };
}

const valueOf = (value: SecretKey['value']): Value => (value.kind === 'fixed' ? value.value : new Commented('REPLACE_ME', { before: value.hint }));
