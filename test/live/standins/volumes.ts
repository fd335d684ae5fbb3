import { connect, type Api, type LiveObject } from '../rig/api.ts';
import type { Rig } from '../rig/rig.ts';
import { control } from './control.ts';
import { openLog, together, type StandIn } from './stand-in.ts';

interface Claim extends LiveObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
    readonly volumeName?: string;
  };
  readonly status: {
    readonly phase: 'Pending' | 'Bound' | 'Lost';
    readonly capacity?: { readonly storage: string };
  };
}

interface PersistentVolume extends LiveObject {
  readonly spec: { readonly storageClassName?: string };
  readonly status: { readonly phase: string };
}

const provisioner = 'rig.local/volumes';

/**
 * Plays the driver of the default StorageClass. A volume is made when a pod
 * has been scheduled, as on the large clouds; it grows with its claim, and
 * goes with it.
 */
export async function startVolumes(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'volumes');
  await api.apply(
    `/apis/storage.k8s.io/v1/storageclasses/${storageClass.metadata.name}`,
    storageClass,
  );
  return together([
    control<Claim>(
      { api, log },
      { path: '/api/v1/persistentvolumeclaims', act: (claim) => provision(api, claim) },
    ),
    control<PersistentVolume>(
      { api, log },
      { path: '/api/v1/persistentvolumes', act: (volume) => release(api, volume) },
    ),
  ]);
}

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'standard',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner,
  volumeBindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
  allowVolumeExpansion: true,
};

async function provision(api: Api, claim: Claim): Promise<void> {
  const { spec, status } = claim;
  const { annotations = {}, deletionTimestamp, namespace = '', name, uid = '' } = claim.metadata;
  if (spec.storageClassName !== storageClass.metadata.name) return;
  const { storage } = spec.resources.requests;
  if (status.phase === 'Bound' && status.capacity?.storage !== storage) {
    const capacity = { storage };
    await api.merge(`/api/v1/persistentvolumes/${spec.volumeName ?? ''}`, { spec: { capacity } });
    await api.merge(`/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}/status`, {
      status: { capacity, conditions: null },
    });
  }
  const isWanted = annotations['volume.kubernetes.io/selected-node'] !== undefined;
  if (status.phase !== 'Pending' || !isWanted || deletionTimestamp !== undefined) return;
  await api.call('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
    },
    spec: {
      capacity: { storage },
      accessModes: spec.accessModes,
      storageClassName: spec.storageClassName,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      hostPath: { path: `/nowhere/${uid}` },
    },
  });
}

/** The volume goes when its claim has gone. */
async function release(api: Api, { metadata, spec, status }: PersistentVolume): Promise<void> {
  const isOurs = spec.storageClassName === storageClass.metadata.name;
  if (isOurs && status.phase === 'Released' && metadata.deletionTimestamp === undefined)
    await api.call('DELETE', `/api/v1/persistentvolumes/${metadata.name}`);
}
