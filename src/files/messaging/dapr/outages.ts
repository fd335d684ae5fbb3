import type { EnvironmentPlan, WorkloadPlan } from '../../../plan/plan.ts';
import { code, codes } from '../../../render/markdown.ts';
import { logsOf } from '../../writing/commands.ts';

/** The broker of an environment as an incident sees it: what it is, how to look at it, what happens without it. */
export function brokerOutage({
  namespace,
  workloads,
  messaging: { broker },
}: EnvironmentPlan): readonly (readonly string[])[] {
  const [first] = workloads.filter(({ sidecar }) => sidecar?.hasEvents);
  if (first === undefined || broker === undefined) return [];
  const look = logsOf(namespace, first.component.objectName, '-c daprd --since 15m --tail 100');
  return [
    [
      `The ${broker.title} broker, outside the cluster`,
      `Its status page; ${code(look)}`,
      `no events are sent (${namesOf(workloads, 'publishes')}) or delivered ` +
        `(${namesOf(workloads, 'subscribes')}); everything else keeps working. Events sent ` +
        'earlier are delivered once it is back; events that could not be sent are lost ' +
        `unless the component keeps them. ${noRestart}`,
    ],
  ];
}

/** What happens without the store that keeps state: Dapr reaches it when a sidecar starts. */
export const stateOutage = ({ workloads }: EnvironmentPlan): string => {
  const keepers = workloads.filter(({ sidecar }) => sidecar?.keepsState);
  return keepers.length === 0
    ? ''
    : '; Dapr can neither read nor write the state of ' +
        `${codes(keepers.map(({ component }) => component.name))}. ${noRestart}`;
};

const namesOf = (workloads: readonly WorkloadPlan[], side: 'publishes' | 'subscribes'): string =>
  codes(
    workloads
      .filter((workload) => workload[side].length > 0)
      .map(({ component }) => component.name),
  );

const noRestart =
  'Do not restart or deploy anything until it is back: a sidecar may not start without it.';
