import { partsOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SealedSecretsPlan, SecretPlan } from '../../../plan/plan.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { upkeepTexts } from '../../writing/upkeep.ts';
import { origin } from '../origin.ts';

/** Seals the plain secrets of an environment with kubeseal. */
export function sealScript(
  plan: Plan,
  { controllerName, controllerNamespace, scope }: SealedSecretsPlan,
): FileSpec {
  const environments = plan.environments.flatMap(partsOf).map(({ folder, namespace, secrets }) => ({
    name: folder,
    namespace,
    folder: paths.overlay(folder, 'secrets'),
    expected: namesOf(secrets),
    kept: namesOf(secrets.filter(isKept)),
  }));
  const [kept] = plan.environments.flatMap(({ secrets }) => secrets.filter(isKept));
  return script(
    paths.sealScript,
    text('scripts/convert-secret.sh', {
      environments,
      known: environments.map(({ name }) => name).join(', '),
      controllerName,
      controllerNamespace,
      scope,
      restore: upkeepTexts(plan).restore,
      kubeseal: kubeseal[plan.upkeep],
      annotations: Object.entries({ ...kept?.keep }).map(([key, value]) => ({ key, value })),
    }),
  );
}

const namesOf = (secrets: readonly SecretPlan[]): string =>
  secrets.map(({ name }) => name).join(' ');

const isKept = ({ keep }: SecretPlan): boolean => Object.keys(keep).length > 0;

/** The same from the folder of the environment. */
export const folderSealScript = ({ folder }: EnvironmentPlan): FileSpec =>
  script(
    paths.folderSealScript(folder),
    text('scripts/convert-secret-here.sh', {
      name: folder,
      up: '../'.repeat(paths.overlay(folder, 'secrets').split('/').length),
      script: paths.sealScript,
    }),
  );

const kubeseal = {
  generated:
    'Requires kubeseal; "npx gitops-service seal" does the same without it, and reseals only what has changed.',
  standalone: 'Requires kubeseal.',
} satisfies Record<Plan['upkeep'], string>;

/** Closes plain secrets to other users of the machine, and reports those that git knows. */
export function secureScript(environments: readonly EnvironmentPlan[]): FileSpec {
  const folders = environments
    .flatMap(partsOf)
    .map(({ folder }) => paths.overlay(folder, 'secrets'));
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
