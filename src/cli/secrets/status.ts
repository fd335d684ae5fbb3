import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import { environmentOf, isSound, statusOf, type EnvironmentStatus } from '../../secrets/index.ts';
import type { EnvironmentPlan, SecretPlan } from '../../plan/plan.ts';
import { paths } from '../../plan/paths.ts';
import type { Outcome } from '../command.ts';

/** How the secrets of one environment or of all of them stand. */
export async function showSecretsStatus(
  folder: string,
  only: string | undefined,
): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  const environments = only === undefined ? plan.environments : [environmentOf(plan, only)];
  if (plan.sealing === undefined) return handMadeOutcome(environments);
  const statuses = statusOf(root, plan, {
    environments,
    now: new Date(),
    scope: plan.sealing.scope,
  });
  const ok = statuses.every(isSound);
  const open = statuses
    .filter(({ secrets }) =>
      secrets.some(({ keys }) => keys.some(({ state }) => state !== 'sealed')),
    )
    .map(
      ({ environment }) =>
        `Fill in what is missing: gitops-service secrets init ${environment}, then: gitops-service seal ${environment}`,
    );
  return {
    text: [...statuses.flatMap(linesOf), ...(open.length === 0 ? [] : ['', ...open])].join('\n'),
    data: { ok, environments: statuses },
    code: ok ? 0 : 1,
  };
}

/** What is made by hand stands in the cluster alone, so that only names can be told here. */
const handMadeOutcome = (environments: readonly EnvironmentPlan[]): Outcome => ({
  text: [
    ...environments.flatMap(({ name, namespace, secrets }) => [
      `${name} (namespace ${namespace})`,
      ...secrets.map((secret) => `  ${secret.name}: ${keysOf(secret).join(', ')}`),
    ]),
    '',
    `They are made by hand, and what the cluster has is not looked at here: ${paths.createSecretsScript} <environment> makes what is missing.`,
  ].join('\n'),
  data: {
    ok: true,
    environments: environments.map(({ name, namespace, secrets }) => ({
      environment: name,
      namespace,
      secrets: secrets.map((secret) => ({
        secret: secret.name,
        type: secret.type,
        keys: keysOf(secret),
      })),
    })),
  },
  code: 0,
});

const keysOf = ({ keys }: SecretPlan): readonly string[] => keys.map(({ key }) => key);

function linesOf(status: EnvironmentStatus): readonly string[] {
  const { environment, namespace, certificate, secrets, extra, problems } = status;
  return [
    `${environment} (namespace ${namespace})`,
    ...secrets.flatMap(({ secret, keys, unknown, problems: wrong }) => {
      const missing = keys.filter(({ state }) => state === 'missing').map(({ key }) => key);
      return [
        `  ${missing.length > 0 || wrong.length > 0 ? '!' : '='} ${secret}: ${missing.length > 0 ? `missing ${missing.join(', ')}` : keys.map(({ key }) => key).join(', ')}`,
        ...wrong.map((problem) => `      ${problem}`),
        ...(unknown.length === 0
          ? []
          : [`      nothing in the config reads: ${unknown.join(', ')}`]),
      ];
    }),
    ...problems.map((problem) => `  ! ${problem}`),
    ...extra.map((path) => `  = ${path}: of a secret that the config does not know`),
    ...certificateLines(certificate, environment),
  ];
}

function certificateLines(
  { path, present, ageDays, expiresInDays, problems }: EnvironmentStatus['certificate'],
  environment: string,
): readonly string[] {
  const renew = `gitops-service secrets certificate ${environment}`;
  if (!present)
    return [`  = no ${path}: a cluster is asked when something is sealed; keep it with: ${renew}`];
  if (problems.length > 0)
    return problems.map((problem) => `  ! ${path}: ${problem}. Fetch it: ${renew}`);
  return [
    `  = certificate: ${String(ageDays)} days old, valid for another ${String(expiresInDays)}${Number(ageDays) > 60 ? `; the controller has a newer one: ${renew}` : ''}`,
  ];
}
