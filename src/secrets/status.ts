import { partsOf } from '../plan/namespaces.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, Plan, SealedSecretsPlan } from '../plan/plan.ts';
import { certificateStatus, type CertificateStatus } from './status-certificate.ts';
import { readFingerprints } from './fingerprints.ts';
import { extraFiles, listProblems, oddProblems, plainProblems } from './status-folder.ts';
import { refuseSealedOutside } from './outside-checkout.ts';
import { readSealed, secretStatus, type SecretStatus } from './status-secret.ts';

/** How the secrets of one environment stand. A problem is one sentence and tells no value. */
export interface EnvironmentStatus {
  readonly environment: string;
  readonly namespace: string;
  readonly certificate: CertificateStatus;
  readonly secrets: readonly SecretStatus[];
  /** Sealed files of secrets that the plan does not know. */
  readonly extra: readonly string[];
  /** About the folder as a whole: its plain files and its list. */
  readonly problems: readonly string[];
}

/** Looks at the files of these environments; nothing is asked of a cluster. */
export function statusOf(
  root: string,
  plan: Plan,
  {
    environments,
    now,
    scope,
  }: {
    readonly environments: readonly EnvironmentPlan[];
    readonly now: Date;
    readonly scope: SealedSecretsPlan['scope'];
  },
): readonly EnvironmentStatus[] {
  const uses = usesOf(root, plan);
  const prints = readFingerprints(root);
  return environments.map((environment) => {
    refuseSealedOutside(root, environment);
    const { certificate, sealingKey } = certificateStatus(root, environment.name, now);
    return {
      environment: environment.name,
      namespace: environment.namespace,
      certificate,
      secrets: environment.secrets.map((secret) =>
        secretStatus(root, { secret, environment, scope, sealingKey, uses, prints }),
      ),
      extra: partsOf(environment).flatMap((part) => extraFiles(root, part)),
      problems: [listProblems, oddProblems, plainProblems].flatMap((problemsOf) =>
        partsOf(environment).flatMap(({ folder }) => problemsOf(root, folder)),
      ),
    };
  });
}

/** Whether nothing has to be put right. */
export const isSound = ({ certificate, secrets, problems }: EnvironmentStatus): boolean =>
  problems.length === 0 &&
  certificate.problems.length === 0 &&
  secrets.every(
    (secret) =>
      secret.problems.length === 0 && secret.keys.every(({ state }) => state === 'sealed'),
  );

/** The environments that hold each sealed value. */
function usesOf(root: string, { environments }: Plan): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, readonly string[]>();
  for (const { name, secrets } of environments) {
    for (const secret of secrets) {
      const { sealed } = readSealed(root, paths.sealedSecret(secret.folder, secret.name));
      for (const value of Object.values(sealed?.encrypted ?? {}))
        uses.set(String(value), [...new Set([...(uses.get(String(value)) ?? []), name])]);
    }
  }
  return uses;
}
