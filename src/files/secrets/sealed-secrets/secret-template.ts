import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SecretKey, SecretPlan } from '../../../plan/plan.ts';
import { Commented, type FileSpec, type Value } from '../../../render/spec.ts';
import { origin } from '../origin.ts';

/** The templates of an environment's secrets. */
export const secretTemplates = (
  environment: EnvironmentPlan,
  upkeep: Plan['upkeep'],
): readonly FileSpec[] =>
  environment.secrets.map((secret) => secretTemplate(secret, environment, upkeep));

/**
 * What becomes a plain secret, by `secrets init` or by hand: a
 * complete Secret but for the values that stand as `REPLACE_ME`.
 */
export const secretTemplate = (
  secret: SecretPlan,
  environment: EnvironmentPlan,
  upkeep: Plan['upkeep'] = 'generated',
): FileSpec => ({
  path: paths.secretTemplate(secret.folder, secret.name),
  content: { kind: 'yaml', documents: [secretOf(secret, environment, upkeep)] },
  ownership: { kind: 'managed' },
  executable: false,
  origin,
});

function secretOf(
  { name, namespace, type, labels, keys, purpose, usedBy }: SecretPlan,
  { name: environment }: EnvironmentPlan,
  upkeep: Plan['upkeep'],
): Value {
  return {
    apiVersion: new Commented('v1', {
      before: `${purpose}. Used by ${usedBy.join(', ')}.\n${fillIn[upkeep](environment, name)}`,
    }),
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    },
    type,
    stringData: Object.fromEntries(keys.map((key) => [key.key, valueOf(key)])),
  };
}

/** How the template becomes a sealed secret. */
const fillIn = {
  generated: (environment, secret) =>
    'To fill it in next to this file: npx gitops-service secrets init ' +
    `${environment}\nThen seal it: npx gitops-service seal ${environment} ${secret}`,
  standalone: (environment, secret) =>
    `Copy to ${secret}.secret.yaml and fill in. Never commit the copy.\n` +
    `Then seal it: ${paths.sealScript} ${environment} ${secret}`,
} satisfies Record<Plan['upkeep'], (environment: string, secret: string) => string>;

const valueOf = ({ blank, hint }: SecretKey): Value =>
  hint === '' ? blank : new Commented(blank, { before: hint });
