import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SecretKey, SecretPlan } from '../../../plan/plan.ts';
import { registryOf } from '../../writing/first-of.ts';
import { quotedText } from '../../writing/quoted.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { origin } from '../origin.ts';

/** Makes the secrets of an environment in its cluster, by asking for what only a person knows. */
export const createSecretsScript = (plan: Plan): FileSpec => ({
  path: paths.createSecretsScript,
  content: {
    kind: 'text',
    text: text('scripts/create-secrets.sh', {
      script: paths.createSecretsScript,
      names: plan.environments.map(({ name }) => name).join(', '),
      environments: plan.environments.map((environment) => environmentValues(plan, environment)),
    }),
  },
  ownership: { kind: 'managed' },
  executable: true,
  origin,
});

const environmentValues = (plan: Plan, { name, namespace, secrets }: EnvironmentPlan) => ({
  name,
  namespace,
  function: name.replaceAll('-', '_'),
  secrets: inOrder(secrets).map((secret) => ({
    name: secret.name,
    type: secret.type,
    purpose: secret.purpose,
    usedBy: secret.usedBy.join(', '),
    steps: stepsOf(plan, secret),
  })),
});

/** What holds a URL is made of a password, which must be there before. */
const inOrder = (secrets: readonly SecretPlan[]): readonly SecretPlan[] => [
  ...secrets.filter((secret) => !isDerived(secret)),
  ...secrets.filter(isDerived),
];

const isDerived = ({ keys }: SecretPlan): boolean =>
  keys.some(({ value }) => value.kind === 'derived');

const stepsOf = (plan: Plan, { type, labels, keys }: SecretPlan): readonly string[] => [
  ...Object.entries(labels).map(
    ([label, value]) => `labelled ${quotedText(label)} ${quotedText(value)}`,
  ),
  ...keys.map((key) =>
    type === 'kubernetes.io/dockerconfigjson'
      ? `login ${quotedText(registryOf(plan))}`
      : stepOf(key),
  ),
];

function stepOf({ key, blank, hint, value }: SecretKey): string {
  switch (value.kind) {
    case 'fixed':
      return `fixed ${key} ${quotedText(blank)}`;
    case 'random':
      return `random ${key}`;
    case 'derived':
      return (
        `url_with ${key} ${value.from.secret} ${value.from.key} ${quotedText(value.before)} ` +
        `${quotedText(value.after)}`
      );
    case 'person':
      return `ask ${key} ${quotedText(hint)}`;
  }
}
