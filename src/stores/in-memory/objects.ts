import { selectorOf, type Manifest } from '../../kubernetes/metadata.ts';
import { podsOf, policy, tcp, type PodsPeer } from '../../kubernetes/network-policy.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { storeLabels } from '../labels.ts';
import { metadataOf, type MetadataOf } from '../object-metadata.ts';
import type { ObjectsInput } from '../store.ts';
import { configuration } from './configuration.ts';
import { deployment } from './deployment.ts';
import { configMapOf, portNameOf, volumeClaimOf, type Flavour } from './flavour.ts';
import type { InMemoryPlan } from './plan.ts';

/** One server with a password, a memory bound and, if asked for, a volume. */
export function objectsOf(flavour: Flavour, store: InMemoryPlan, input: ObjectsInput): Manifest[] {
  const metadata = metadataOf(store, input);
  const { objectName, persistence, endpoint } = store;
  const objects = [
    serviceAccount(objectName, metadata),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(configMapOf(store), 'configuration'),
      data: { [flavour.settings.key]: configuration(store) },
    },
    ...(persistence === undefined ? [] : [volumeClaim(store, persistence, metadata)]),
    deployment(flavour, store, input),
    service(flavour, store, metadata),
    policy(
      {
        name: objectName,
        labels: storeLabels(input, store),
        selector: store.podLabels,
      },
      input,
      { ingress: clientsOnly(input.clients, endpoint.port), egress: [] },
    ),
  ];
  return objects.map((object) => ({ file: store.key, object }));
}

/** Admits the applications that use it; it calls nobody. */
const clientsOnly = (clients: readonly PodsPeer[], port: number) =>
  clients.length === 0 ? [] : [{ from: clients.map(podsOf), ports: tcp(port) }];

const serviceAccount = (objectName: string, metadata: MetadataOf): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(objectName, 'configuration'),
  automountServiceAccountToken: false,
});

const volumeClaim = (
  store: InMemoryPlan,
  { storage, storageClass }: NonNullable<InMemoryPlan['persistence']>,
  metadata: MetadataOf,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: metadata(volumeClaimOf(store), 'store'),
  spec: {
    accessModes: ['ReadWriteOnce'],
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: { requests: { storage } },
  },
});

const service = (
  flavour: Flavour,
  { objectName, endpoint }: InMemoryPlan,
  metadata: MetadataOf,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(objectName, 'configuration'),
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(objectName),
    ports: [
      {
        name: portNameOf(flavour),
        port: endpoint.port,
        targetPort: portNameOf(flavour),
        protocol: 'TCP',
      },
    ],
  },
});
