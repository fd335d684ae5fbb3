import type { Role } from '../../../../domain/waves.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { bullets } from '../../../../render/markdown.ts';
import { rowsPerEnvironment } from '../../../writing/per-environment.ts';

/** In which order Argo CD applies things. */
export const waveOrder = ({ secrets, environments }: Plan): string =>
  'Argo CD applies these in order, each in its sync wave, and waits until a wave is healthy:\n\n' +
  bullets(
    rowsPerEnvironment(environments, (environment) => [[wavesOf(secrets, environment)]]).map(
      (cells) => cells.join(': '),
    ),
  );

function wavesOf(secrets: Plan['secrets'], environment: EnvironmentPlan): string {
  const { waves } = environment;
  const present = rolesWith(secrets.objects, environment.messaging.objects).filter(
    ({ role }) => (role !== 'secret' || secrets.isApplied) && isPresent(role, environment),
  );
  const numbers = [...new Set(present.map(({ role }) => waves[role]))].sort((a, b) => a - b);
  return numbers
    .map((wave) => {
      const labels = present.filter(({ role }) => waves[role] === wave).map(({ label }) => label);
      return `${labels.join(', ')} (${String(wave)})`;
    })
    .join('; ');
}

const rolesWith = (
  secrets: string,
  messaging: string,
): readonly { readonly role: Role; readonly label: string }[] => [
  { role: 'configuration', label: 'service accounts, config, services' },
  { role: 'secret', label: secrets },
  { role: 'messaging', label: messaging },
  { role: 'store', label: 'data stores' },
  { role: 'pooler', label: 'poolers' },
  { role: 'backup', label: 'backup schedules' },
  { role: 'workload', label: 'components' },
  { role: 'route', label: 'routes' },
  { role: 'monitor', label: 'autoscalers, monitors, alerts' },
];

function isPresent(
  role: Role,
  { stores, hosts, workloads, monitoring, messaging }: EnvironmentPlan,
): boolean {
  if (storeRoles.has(role)) return stores.some(({ roles: own }) => own.includes(role));
  if (role === 'messaging') return messaging.carries;
  if (role === 'monitor')
    return !monitoring.isOff || workloads.some(({ autoscaling }) => autoscaling !== undefined);
  return role !== 'route' || hosts.length > 0;
}

const storeRoles: ReadonlySet<Role> = new Set(['store', 'pooler', 'backup']);
