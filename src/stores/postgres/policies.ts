import {
  dns,
  inNamespace,
  opened,
  pods,
  podsOf,
  policy,
  tcp,
  type Rule,
} from '../../kubernetes/network-policy.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { storeLabels } from '../labels.ts';
import type { PoolerPlan, ObjectsInput } from '../store.ts';
import { backupOf } from './backup/index.ts';
import { cloudNativePg } from './operators.ts';
import type { PostgresPlan } from './plan.ts';

/** Where the operator asks an instance how it is. */
const statusPort = 8000;

/** The API server has no label to select, so only its ports are named. */
const apiPorts = [443, 6443];
const clusterApi: Rule = { ports: tcp(...apiPorts) };

/** Admits the applications that use it, the operator, and its own instances. */
export function clusterPolicy(store: PostgresPlan, input: ObjectsInput): KubernetesObject {
  const { pooler, podLabels, endpoint, backup } = store;
  const own = pods(podLabels);
  const clients = pooler === undefined ? input.clients.map(podsOf) : [pods(pooler.podLabels)];
  const archiving = backupOf(backup)
    .openings(backup)
    .filter(({ ports }) => !ports.every((port) => apiPorts.includes(port)));
  return policy(
    {
      name: store.objectName,
      labels: storeLabels(input, store),
      selector: podLabels,
      operated: true,
    },
    input,
    {
      ingress: [
        ...(clients.length === 0 ? [] : [{ from: clients, ports: tcp(endpoint.port) }]),
        {
          from: [inNamespace(cloudNativePg.namespace), own],
          ports: tcp(endpoint.port, statusPort),
        },
      ],
      egress: [
        dns(input.resolver),
        { to: [own], ports: tcp(endpoint.port, statusPort) },
        clusterApi,
        ...archiving.map(opened),
      ],
    },
  );
}

/** Admits the applications to PgBouncer, and PgBouncer to its cluster. */
export function poolerPolicy(
  store: PostgresPlan,
  pooler: PoolerPlan,
  input: ObjectsInput,
): KubernetesObject {
  const clients = input.clients.map(podsOf);
  const ports = tcp(store.endpoint.port);
  return policy(
    {
      name: pooler.objectName,
      labels: storeLabels(input, store),
      selector: pooler.podLabels,
      operated: true,
    },
    input,
    {
      ingress: clients.length === 0 ? [] : [{ from: clients, ports }],
      egress: [dns(input.resolver), { to: [pods(store.podLabels)], ports }, clusterApi],
    },
  );
}
