import { dns, inNamespace, pods, policy, tcp, type Rule } from '../../kubernetes/network-policy.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { storeLabels } from '../labels.ts';
import type { PoolerPlan, ObjectsInput } from '../store.ts';
import { cloudNativePg } from './operators.ts';
import type { PostgresPlan } from './plan.ts';

/** Where the operator asks an instance how it is. */
const statusPort = 8000;

/** The API server and the object store have no label to select, so only their ports are named. */
const clusterApi: Rule = { ports: tcp(443, 6443) };

/** Admits the applications that use it, the operator, and its own instances. */
export function clusterPolicy(store: PostgresPlan, input: ObjectsInput): KubernetesObject {
  const { pooler, podLabels, endpoint } = store;
  const own = pods(podLabels);
  const clients = pooler === undefined ? input.clients.map(pods) : [pods(pooler.podLabels)];
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
      egress: [dns, { to: [own], ports: tcp(endpoint.port, statusPort) }, clusterApi],
    },
  );
}

/** Admits the applications to PgBouncer, and PgBouncer to its cluster. */
export function poolerPolicy(
  store: PostgresPlan,
  pooler: PoolerPlan,
  input: ObjectsInput,
): KubernetesObject {
  const clients = input.clients.map(pods);
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
      egress: [dns, { to: [pods(store.podLabels)], ports }, clusterApi],
    },
  );
}
