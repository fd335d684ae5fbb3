import type { Api } from '../../rig/api.ts';
import { addresses } from '../../rig/rig.ts';
import { every, type Log, type StandIn } from '../stand-in.ts';
import { stamp } from './container.ts';

/** The nodes by name, each with the address of its kubelet. */
export const nodes: ReadonlyMap<string, string> = new Map(
  addresses.kubelets.map(({ host }, index) => [`node-${String(index)}`, host]),
);

/** Registers the nodes, and renews what says that they are alive. */
export async function startNodes(api: Api, log: Log): Promise<StandIn> {
  for (const [name, host] of nodes) await register(api, name, host);
  const renew = async (): Promise<void> => {
    for (const name of nodes.keys()) await renewLease(api, name);
  };
  await renew();
  return every(10_000, renew, log);
}

async function register(api: Api, name: string, host: string): Promise<void> {
  const path = `/api/v1/nodes/${name}`;
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/region': 'rig',
    'topology.kubernetes.io/zone': `rig-${name}`,
  };
  await api.apply(path, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } });
  await api.merge(`${path}/status`, { status: nodeStatus(name, host) });
}

const room = { cpu: '256', memory: '1Ti', pods: '1000', 'ephemeral-storage': '10Ti' };

const nodeStatus = (name: string, host: string) => ({
  capacity: room,
  allocatable: room,
  addresses: [
    { type: 'InternalIP', address: host },
    { type: 'Hostname', address: name },
  ],
  daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
  nodeInfo: {
    kubeletVersion: 'v1.36.1',
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
    osImage: 'none',
    kernelVersion: '',
    containerRuntimeVersion: 'stand-in://1',
    machineID: name,
    systemUUID: name,
    bootID: name,
  },
  conditions: ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    reason: 'StandIn',
    message: 'a stand-in plays the kubelet',
    lastHeartbeatTime: stamp(Date.now()),
    lastTransitionTime: stamp(Date.now()),
  })),
});

/** The node controller goes by the lease; without one it calls the node lost. */
async function renewLease(api: Api, name: string): Promise<void> {
  const namespace = 'kube-node-lease';
  const renewTime = new Date().toISOString().replace('Z', '000Z');
  await api.apply(`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
  });
}
