import type { Role } from '../domain/waves.ts';
import { syncWave, type Labels } from '../kubernetes/metadata.ts';
import type { ObjectMetadata } from '../render/kubernetes-object.ts';
import { storeLabels } from './labels.ts';
import type { ClusterStorePlan, ObjectsInput } from './store.ts';

/** Metadata of an object of the store: its name, its place in the order of a sync, what else is written on it. */
export type MetadataOf = (name: string, role: Role, annotations?: Labels) => ObjectMetadata;

/** What the objects of one store have in common. */
export const metadataOf =
  (store: ClusterStorePlan, input: ObjectsInput): MetadataOf =>
  (name, role, annotations = {}) => ({
    name,
    labels: storeLabels(input, store),
    annotations: { ...syncWave(input, role), ...annotations },
  });
