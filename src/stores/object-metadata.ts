import type { Role } from '../domain/waves.ts';
import { syncWave } from '../kubernetes/metadata.ts';
import type { ObjectMetadata } from '../render/kubernetes-object.ts';
import { storeLabels } from './labels.ts';
import type { ClusterStorePlan, ObjectsInput } from './store.ts';

/** Metadata of an object of the store: its name, and its place in the order of a sync. */
export type MetadataOf = (name: string, role: Role) => ObjectMetadata;

/** What the objects of one store have in common. */
export const metadataOf =
  (store: ClusterStorePlan, input: ObjectsInput): MetadataOf =>
  (name, role) => ({
    name,
    labels: storeLabels(input, store),
    annotations: syncWave(input, role),
  });
