import { daprKeys } from '../../domain/labels.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { isBuiltIn } from '../../domain/kinds.ts';
import type { Kind } from '../../domain/kinds.ts';
import { bytesOf, millicores } from '../../domain/quantities.ts';
import { plus, times } from '../../domain/load.ts';
import type { Load } from '../../domain/load.ts';
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
    steady: [...stores, ...served.map((object) => loadOf(object, least))].reduce(plus, nothing),
    load: [
      ...stores,
      ...served.flatMap((object) => [loadOf(object, least), surgeOf(object)]),
    ].reduce(plus, nothing),
  };
}

/** What one pod more of a Deployment requests while it rolls out, unless it stops the old one first. */
const surgeOf = (object: KubernetesObject): Load =>
  object.kind === 'Deployment' && at(object, 'spec', 'strategy', 'type') !== 'Recreate'
    ? podLoad(at(object, 'spec', 'template'))
    : nothing;

/** What the pods of an object request; stores say it of themselves, because an operator may make their pods. */
function loadOf(object: KubernetesObject, least: ReadonlyMap<string, number>): Load {
  const {
    kind,
    metadata: { name },
  } = object;
  const template = at(object, 'spec', 'template');
  return kind === 'Deployment' || kind === 'StatefulSet'
    ? times(least.get(name) ?? numberOf(at(object, 'spec', 'replicas')), podLoad(template))
    : nothing;
}

const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 1);

/** Containers of a pod, and the sidecar that Dapr will add. */
function podLoad(template: Value | undefined): Load {
  const annotations = at(template, 'metadata', 'annotations');
  const sidecar =
    at(annotations, daprKeys.enabled) === 'true'
      ? [
          {
            cpu: millicores(textsIn(at(annotations, daprKeys.cpuRequest))[0] ?? '100m'),
            memory: mebibytes(textsIn(at(annotations, daprKeys.memoryRequest))[0] ?? '250Mi'),
          },
        ]
      : [];
  return [...listAt(template, 'spec', 'containers').map(requestsOf), ...sidecar].reduce(
    plus,
    nothing,
  );
}

function requestsOf(container: Value | undefined): Load {
  const [cpu, memory] = ['cpu', 'memory'].map(
    (kind) => textsIn(at(container, 'resources', 'requests', kind))[0] ?? '0',
  );
  return { cpu: millicores(cpu ?? '0'), memory: mebibytes(memory ?? '0') };
}

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
