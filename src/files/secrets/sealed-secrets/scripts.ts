import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { upkeepTexts } from '../../writing/upkeep.ts';
import { origin } from '../origin.ts';

/** Seals the plain secrets of one environment with kubeseal. */
export const sealScript = (
  plan: Plan,
  { controllerName, controllerNamespace, scope }: SealedSecretsPlan,
  { name, namespace, secrets }: EnvironmentPlan,
): FileSpec => {
  const names = (found: typeof secrets) => found.map((secret) => secret.name).join(' ');
  const kept = secrets.filter(({ keep }) => Object.keys(keep).length > 0);
  return script(
    paths.sealScript(name),
    text('scripts/convert-secret.sh', {
      namespace,
      controllerName,
      controllerNamespace,
      scope,
      restore: upkeepTexts(plan).restore,
      kubeseal: kubeseal[plan.upkeep],
      expected: names(secrets),
      kept: names(kept),
      annotations: Object.entries({ ...kept[0]?.keep }).map(([key, value]) => ({ key, value })),
    }),
  );
};

const kubeseal = {
  generated:
    'Requires kubeseal; "npx gitops-service seal" does the same without it, and reseals only what has changed.',
  standalone: 'Requires kubeseal.',
} satisfies Record<Plan['upkeep'], string>;

/** Closes plain secrets to other users of the machine, and reports those that git knows. */
export function secureScript(environments: readonly EnvironmentPlan[]): FileSpec {
  const folders = environments.map(({ name }) => paths.overlay(name, 'secrets'));
  return script(
    paths.secureSecretsScript,
    text('scripts/secure-secrets.sh', {
      folders: folders.join(' '),
      excluded: folders.map((folder) => `':(exclude)${folder}'`).join(' '),
    }),
  );
}

const script = (path: string, content: string): FileSpec => ({
  path,
  content: { kind: 'text', text: content },
  ownership: { kind: 'managed' },
  executable: true,
  origin,
});
