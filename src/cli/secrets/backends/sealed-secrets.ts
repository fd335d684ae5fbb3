import { oneLine } from '../../../domain/printable.ts';
import type { EnvironmentPlan, Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import { isSound, statusOf, type EnvironmentStatus } from '../../../secrets/index.ts';
import type { Outcome } from '../../command.ts';
import type { SecretCommands } from './contract.ts';

/** Everything that seals works, and git says how the secrets stand. */
export const sealedSecrets = (sealing: SealedSecretsPlan, plan: Plan): SecretCommands => ({
  sealing: () => sealing,
  status: (root, environments) => sealedStatus(root, plan, { environments, sealing }),
});

interface StatusInput {
  readonly environments: readonly EnvironmentPlan[];
  readonly sealing: SealedSecretsPlan;
}

function sealedStatus(root: string, plan: Plan, { environments, sealing }: StatusInput): Outcome {
  const statuses = statusOf(root, plan, { environments, now: new Date(), scope: sealing.scope });
  const ok = statuses.every(isSound);
  const open = statuses
    .filter(({ secrets }) =>
      secrets.some(({ keys }) => keys.some(({ state }) => state !== 'sealed')),
    )
    .map(
      ({ environment }) =>
        `To add what is missing: gitops-service secrets init ${environment}, then: gitops-service seal ${environment}`,
    );
  return {
    text: [...statuses.flatMap(linesOf), ...(open.length === 0 ? [] : ['', ...open])].join('\n'),
    data: { ok, environments: statuses },
    code: ok ? 0 : 1,
  };
}

function linesOf(status: EnvironmentStatus): readonly string[] {
  const { environment, namespace, certificate, secrets, extra, problems } = status;
  return [
    `${environment} (namespace ${namespace})`,
    ...secrets.flatMap(({ secret, keys, unknown, forAnother, problems: wrong }) => {
      const missing = keys.filter(({ state }) => state === 'missing').map(({ key }) => key);
      return [
        `  ${missing.length > 0 || wrong.length > 0 ? '!' : '='} ${secret}: ` +
          `${missing.length > 0 ? `missing ${missing.join(', ')}` : keys.map(({ key }) => key).join(', ')}`,
        ...wrong.map((problem) => `      ${problem}`),
        ...(unknown.length === 0 ? [] : [`      not used in the config: ${unknown.join(', ')}`]),
        ...(forAnother.length === 0
          ? []
          : [
              `      sealed for another certificate than ${certificate.path}: ${forAnother.join(', ')}; ` +
                `if that is of another cluster: gitops-service seal ${environment} ${secret}`,
            ]),
      ];
    }),
    ...problems.map((problem) => `  ! ${problem}`),
    ...extra.map(
      (path) =>
        `  = ${path}: the config does not use this secret; a data store that was removed may`,
    ),
    ...certificateLines(certificate, environment),
  ].map(oneLine);
}

function certificateLines(
  { path, present, ageDays, expiresInDays, problems }: EnvironmentStatus['certificate'],
  environment: string,
): readonly string[] {
  const renew = `gitops-service secrets certificate ${environment}`;
  if (!present)
    return [`  = no ${path}: fetched from the cluster when you seal; to save it: ${renew}`];
  if (problems.length > 0)
    return problems.map((problem) => `  ! ${path}: ${problem}. To fetch it: ${renew}`);
  return [
    `  = certificate: ${String(ageDays)} days old, valid for another ` +
      `${String(expiresInDays)} ` +
      `days${Number(ageDays) > 60 ? `; the controller has a newer one, to fetch it: ${renew}` : ''}`,
  ];
}
