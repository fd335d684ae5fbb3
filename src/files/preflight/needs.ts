import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { isBuiltIn } from '../../domain/kinds.ts';
import type { Kind } from '../../domain/kinds.ts';
import { bytesOf, millicores } from '../../domain/quantities.ts';
import { plus, times } from '../../domain/load.ts';
import type { Load } from '../../domain/load.ts';
import type { MessagingFiles } from '../messaging/contract.ts';
import { messagingOf } from '../messaging/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { objects, serviceManifests } from '../k8s/objects.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { asList, asMap, fieldOf } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';

/** What an environment asks of a cluster before its first deployment, read off its own objects. */
export interface Needs {
  /** Kinds that are not Kubernetes' own: `postgresql.cnpg.io/v1` and `Cluster`. */
  readonly kinds: readonly Kind[];
  readonly autoscales: boolean;
  readonly issuers: readonly string[];
  /** StorageClasses by name; an empty one is the default of the cluster. */
  readonly storageClasses: readonly string[];
  /** PriorityClasses of its pods. */
  readonly priorityClasses: readonly string[];
  /** Everything at its fewest pods; millicores and MiB. */
  readonly steady: Load;
  /** The same with one pod more of each Deployment while it rolls out. */
  readonly load: Load;
}

/** Reads the needs of an environment off its objects. */
export function needsOf(plan: Plan, environment: EnvironmentPlan): Needs {
  const served = serviceManifests(plan, environment).map(({ object }) => object);
  const all = objects(plan, environment);
  const stores = environment.stores.map(({ load }) => load);
  const ofKind = (kind: string): readonly KubernetesObject[] =>
    all.filter((object) => object.kind === kind);
  const least = new Map(
    ofKind('HorizontalPodAutoscaler').map((object) => [
      textsIn(at(object, 'spec', 'scaleTargetRef', 'name'))[0] ?? '',
      numberOf(at(object, 'spec', 'minReplicas')),
    ]),
  );
  const podLoad = podLoadWith(messagingOf(environment.messaging).sidecarRequests);
  const loadOf = (object: KubernetesObject): Load =>
    times(podsOf(object, least), podLoad(at(object, 'spec', 'template')));
  const surgeOf = (object: KubernetesObject): Load =>
    hasSurge(object) ? podLoad(at(object, 'spec', 'template')) : nothing;
  return {
    kinds: distinct(
      [
        ...all.map(({ apiVersion, kind }) => ({ apiVersion, kind })),
        ...secretsOf(plan).kinds,
      ].filter(({ apiVersion }) => !isBuiltIn(apiVersion)),
    ),
    autoscales: least.size > 0,
    issuers: distinct(
      ofKind('Certificate').flatMap((object) => textsIn(at(object, 'spec', 'issuerRef', 'name'))),
    ),
    storageClasses: distinct(
      environment.stores.flatMap(({ volumes }) =>
        volumes.map(({ storageClass }) => storageClass ?? ''),
      ),
    ),
    priorityClasses: distinct(
      environment.workloads.flatMap(({ priorityClass }) =>
        priorityClass === '' ? [] : [priorityClass],
      ),
    ),
    steady: [...stores, ...served.map(loadOf)].reduce(plus, nothing),
    load: [...stores, ...served.flatMap((object) => [loadOf(object), surgeOf(object)])].reduce(
      plus,
      nothing,
    ),
  };
}

/** Whether it runs one pod more while it rolls out, or stops the old one first. */
const hasSurge = (object: KubernetesObject): boolean =>
  object.kind === 'Deployment' && at(object, 'spec', 'strategy', 'type') !== 'Recreate';

/** Pods of an object at least; none of a store, which says itself what it requests: an operator may make its pods. */
function podsOf(object: KubernetesObject, least: ReadonlyMap<string, number>): number {
  const { kind, metadata } = object;
  return kind === 'Deployment' || kind === 'StatefulSet'
    ? (least.get(metadata.name) ?? numberOf(at(object, 'spec', 'replicas')))
    : 0;
}

const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 1);

/** Containers of a pod, and the sidecar that will be added. */
const podLoadWith =
  (sidecarRequests: MessagingFiles['sidecarRequests']) =>
  (template: Value | undefined): Load => {
    const annotations = at(template, 'metadata', 'annotations');
    const sidecar = sidecarRequests((key) => textsIn(at(annotations, key))[0]);
    return [
      ...listAt(template, 'spec', 'containers').map(requestsOf),
      ...(sidecar === undefined ? [] : [loadIn(sidecar)]),
    ].reduce(plus, nothing);
  };

function requestsOf(container: Value | undefined): Load {
  const [cpu, memory] = ['cpu', 'memory'].map(
    (kind) => textsIn(at(container, 'resources', 'requests', kind))[0] ?? '0',
  );
  return loadIn({ cpu: cpu ?? '0', memory: memory ?? '0' });
}

const loadIn = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }): Load => ({
  cpu: millicores(cpu),
  memory: mebibytes(memory),
});

const mebibytes = (quantity: string): number => Math.ceil(bytesOf(quantity) / 2 ** 20);

const nothing: Load = { cpu: 0, memory: 0 };

function at(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  return keys.reduce<Value | undefined>((found, key) => {
    const map = found === undefined ? undefined : asMap(found);
    return map === undefined ? undefined : fieldOf(map, key);
  }, value);
}

const listAt = (value: Value | undefined, ...keys: readonly string[]): readonly Value[] => {
  const found = at(value, ...keys);
  return (found === undefined ? undefined : asList(found)) ?? [];
};

const textsIn = (value: Value | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : [];

const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
