import { groupOf } from '../domain/kinds.ts';
import type { Value } from './spec.ts';

/** One Kubernetes object as plain data; without the namespace of its environment, which kustomize and Helm add. */
export type KubernetesObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [key: string]: Value | undefined;
};

/** What names an object, and what is written on it. */
export type ObjectMetadata = {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, Value>>;
  readonly annotations?: Readonly<Record<string, Value>>;
  readonly [key: string]: Value | undefined;
};

/** What two environments call the same object: API group, kind and name, as in `apps/Deployment/orders`. */
export function objectKey({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${groupOf(apiVersion)}/${kind}/${metadata.name}`;
}
