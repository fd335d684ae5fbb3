import { asMap, asList, bare, entriesOf, fieldOf } from '../../render/value.ts';
import type { ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';

/**
 * Which lists below a value kustomize merges item by item.
 * All versions carry the schema of Kubernetes 1.21; what it does not know, every custom resource too, is atomic.
 */
export interface MergeSchema {
  readonly fields?: Readonly<Record<string, MergeSchema>>;
  /** Set on a merged list: the keys that tell its items apart; none for a list of strings that is merged as a set. */
  readonly keys?: readonly string[];
  readonly items?: MergeSchema;
  /** Items that environments may share in part: two containers of one name are one container. */
  readonly partial?: boolean;
}

/** The schema of a value: the one its place has, or that of a built-in object written there. */
export function schemaAt(
  value: Value | undefined,
  inherited?: MergeSchema,
): MergeSchema | undefined {
  if (inherited !== undefined) return inherited;
  const map = asMap(value);
  const [apiVersion, kind] = [map && fieldOf(map, 'apiVersion'), map && fieldOf(map, 'kind')];
  if (apiVersion === undefined || kind === undefined) return undefined;
  const name = `${String(bare(apiVersion))}/${String(bare(kind))}`;
  return builtIns.get(name);
}

/** The schema of one field of a map. */
export function fieldSchema(schema: MergeSchema | undefined, key: string): MergeSchema | undefined {
  return schema?.fields !== undefined && Object.hasOwn(schema.fields, key)
    ? schema.fields[key]
    : undefined;
}

/** What identifies an item in a merged list. */
export function itemKey(item: ValueMap, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => String(bare(fieldOf(item, key) ?? ''))));
}

/**
 * Whether every merged list has whole and distinct keys; kustomize
 * merges the wrong items, or drops one, where it has not.
 */
export function isMergeable(value: Value, inherited?: MergeSchema): boolean {
  const schema = schemaAt(value, inherited);
  const map = asMap(value);
  if (map !== undefined)
    return entriesOf(map).every(([key, field]) => isMergeable(field, fieldSchema(schema, key)));
  const list = asList(value);
  if (list === undefined || schema?.keys === undefined) return true;
  const found = list.map((item) => identity(item, schema.keys ?? []));
  return (
    !found.includes(undefined) &&
    new Set(found).size === list.length &&
    list.every((item) => isMergeable(item, schema.items))
  );
}

function identity(item: Value, keys: readonly string[]): string | undefined {
  const map = asMap(item);
  if (keys.length === 0) return map === undefined ? String(bare(item)) : undefined;
  const complete = map !== undefined && keys.every((key) => bare(fieldOf(map, key) ?? '') !== '');
  return complete ? itemKey(map, keys) : undefined;
}

const by = (...keys: string[]): MergeSchema => ({ keys });

const container: MergeSchema = {
  fields: {
    env: by('name'),
    ports: by('containerPort', 'protocol'),
    volumeMounts: by('mountPath'),
    volumeDevices: by('devicePath'),
  },
};
const containers: MergeSchema = { keys: ['name'], items: container, partial: true };

const podSpec: MergeSchema = {
  fields: {
    containers,
    initContainers: containers,
    volumes: by('name'),
    imagePullSecrets: by('name'),
    hostAliases: by('ip'),
    topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  },
};

const metadata: MergeSchema = { fields: { finalizers: by(), ownerReferences: by('uid') } };
const object = (fields: Readonly<Record<string, MergeSchema>> = {}): MergeSchema => ({
  fields: { metadata, ...fields },
});
const withTemplate = object({ spec: { fields: { template: object({ spec: podSpec }) } } });
const cronJob = object({ spec: { fields: { jobTemplate: withTemplate } } });
const webhooks = object({ webhooks: by('name') });

const builtIns: ReadonlyMap<string, MergeSchema> = new Map([
  ['v1/Pod', object({ spec: podSpec })],
  ['v1/PodTemplate', object({ template: object({ spec: podSpec }) })],
  ['v1/ReplicationController', withTemplate],
  ['apps/v1/Deployment', withTemplate],
  ['apps/v1/StatefulSet', withTemplate],
  ['apps/v1/DaemonSet', withTemplate],
  ['apps/v1/ReplicaSet', withTemplate],
  ['batch/v1/Job', withTemplate],
  ['batch/v1/CronJob', cronJob],
  ['batch/v1beta1/CronJob', cronJob],
  ['v1/Service', object({ spec: { fields: { ports: by('port', 'protocol') } } })],
  ['v1/ServiceAccount', object({ secrets: by('name') })],
  ['admissionregistration.k8s.io/v1/MutatingWebhookConfiguration', webhooks],
  ['admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', webhooks],
]);
