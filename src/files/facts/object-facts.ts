import { objectKey } from '../../render/kubernetes-object.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import type { Value } from '../../render/spec.ts';
import type { Known } from './known.ts';

type Is = Known[1];

/** What is identity in the spec of each kind; other kinds can change in every field, or are made again without loss. */
const identities: Readonly<Record<string, (spec: Spec) => Is>> = {
  'apps/Deployment': (spec) => ({
    selector: textOf(spec.at('selector')),
    strategy: strategyOf(spec),
    // Without a number somebody else says it: an autoscaler.
    replicas: textOf(spec.at('replicas')) ?? 'autoscaled',
  }),
  'apps/StatefulSet': (spec) => ({
    selector: textOf(spec.at('selector')),
    service: textOf(spec.at('serviceName')),
    management: textOf(spec.at('podManagementPolicy')),
    claims: textOf(spec.at('volumeClaimTemplates')),
  }),
  '/Service': (spec) => ({ headless: spec.at('clusterIP') === 'None' ? 'yes' : 'no' }),
  '/PersistentVolumeClaim': (spec) => ({
    modes: textOf(spec.at('accessModes')),
    size: textOf(spec.at('resources', 'requests', 'storage')),
    class: textOf(spec.at('storageClassName')),
  }),
  'postgresql.cnpg.io/Cluster': (spec) => ({
    class: textOf(spec.at('storage', 'storageClass')),
    database: textOf(spec.at('bootstrap', 'initdb', 'database')),
    owner: textOf(spec.at('bootstrap', 'initdb', 'owner')),
    size: textOf(spec.at('storage', 'size')),
    version: /:(\d+)[^:/]*(?:@.*)?$/.exec(textOf(spec.at('imageName')) ?? '')?.[1],
    wal: textOf(spec.at('walStorage', 'size')),
    walLevel: textOf(spec.at('postgresql', 'parameters', 'wal_level')),
  }),
  'barmancloud.cnpg.io/ObjectStore': (spec) => ({
    destination: textOf(spec.at('configuration', 'destinationPath')),
    endpoint: textOf(spec.at('configuration', 'endpointURL')) ?? 'AWS',
    retention: textOf(spec.at('retentionPolicy')),
    secret: textOf(spec.at('configuration', 's3Credentials', 'accessKeyId', 'name')),
  }),
};

/** What a server or an operator takes for the identity of an object; nothing for kinds that have none. */
export function objectFact(object: KubernetesObject): Known | undefined {
  const key = objectKey(object);
  const identity = identities[key.slice(0, key.lastIndexOf('/'))];
  return identity === undefined ? undefined : [key.replace(/^\//, ''), identity(specOf(object))];
}

/** The fields below `spec`. */
interface Spec {
  readonly at: (...keys: readonly string[]) => Value | undefined;
}

const specOf = ({ spec }: KubernetesObject): Spec => ({
  at: (...keys) => keys.reduce<Value | undefined>(fieldOf, spec),
});

const fieldOf = (value: Value | undefined, key: string): Value | undefined =>
  isMapping(value) ? value[key] : undefined;

const isMapping = (value: Value | undefined): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: Value | undefined): string | undefined =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(value);

/** A strategy whose numbers were only defaulted belongs to the server, which then refuses another one. */
function strategyOf(spec: Spec): string {
  const type = textOf(spec.at('strategy', 'type')) ?? 'RollingUpdate';
  return spec.at('strategy', 'rollingUpdate') === undefined ? type : `${type}, numbers written`;
}
