import type { Alert, AlertName } from './alerts.ts';

/** Warnings before a node is full; each expression but the last gives one series a node. */
export const nodeAlerts: readonly Alert[] = [
  ofNode(
    'NodeCpuOver80Percent',
    'CPU',
    '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
  ),
  ofNode(
    'NodeMemoryOver80Percent',
    'memory',
    '1 - max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes)',
  ),
  ofNode(
    'NodeDiskOver80Percent',
    'disk',
    '1 - max by (instance) (node_filesystem_avail_bytes{mountpoint="/",fstype!=""}) ' +
      '/ max by (instance) (node_filesystem_size_bytes{mountpoint="/",fstype!=""})',
  ),
  {
    name: 'NodesRequestedOver80Percent',
    severity: 'warning',
    lasts: '15m',
    when:
      'sum(kube_pod_container_resource_requests{resource="cpu"} * on (namespace, pod) ' +
      'group_left () max by (namespace, pod) ' +
      '(kube_pod_status_phase{phase=~"Pending|Running"} == 1)) / ' +
      'sum(kube_node_status_allocatable{resource="cpu"}) > 0.8',
    summary: 'More than 80 % of the CPU of all nodes is requested',
    description: 'The next pods may not fit: raise nodes.max, or lower requests.',
  },
];

function ofNode(name: AlertName, what: string, share: string): Alert {
  return {
    name,
    severity: 'warning',
    lasts: '10m',
    when: `${share} > 0.8`,
    summary: `More than 80 % of the ${what} of node {{ $labels.instance }} is in use`,
    description:
      'Find the consumer in the node dashboard; raise nodes.max, or move workloads that do ' +
      'not belong there.',
  };
}
