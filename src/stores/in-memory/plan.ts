import { bytesOf, storedQuantity } from '../../domain/quantities.ts';
import { resourcesPlan, type ResourcesPlan } from '../../domain/resources.ts';
import { opaque, password } from '../../domain/secret.ts';
import { selectorOf } from '../../kubernetes/metadata.ts';
import { redis as driver } from '../drivers/redis.ts';
import { hostOf, serversLoad, variableOf } from '../plan.ts';
import type { ClusterStorePlan, SecretName, Servers, StorePlace, VolumePlan } from '../store.ts';
import type { Flavour } from './flavour.ts';
import type { InMemoryConfig } from './schema.ts';

/** One server that keeps data in memory. */
export interface InMemoryPlan<Kind extends string = string> extends ClusterStorePlan {
  readonly kind: Kind;
  readonly maxMemory: string;
  readonly eviction: string;
  readonly persistence: VolumeOptions | undefined;
}

interface VolumeOptions {
  readonly storage: string;
  readonly storageClass: string | undefined;
}

/** A third more memory than the data may take: fragmentation, buffers and, when it persists, copy-on-write. */
function defaultsFor(maxMemory: string): ResourcesPlan {
  const memory = storedQuantity(`${Math.ceil((bytesOf(maxMemory) * 4) / 3 / 2 ** 20)}Mi`);
  return {
    requests: { cpu: '50m', memory, 'ephemeral-storage': '64Mi' },
    limits: { cpu: '500m', memory, 'ephemeral-storage': '256Mi' },
  };
}

/** Its one server, as the config sizes it. */
export const servers = ({ maxMemory, resources }: InMemoryConfig): Servers => ({
  count: 1,
  resources,
  defaults: defaultsFor(maxMemory),
});

const secretNameOf = (key: string, { secretName = `${key}-auth` }: InMemoryConfig): string =>
  secretName;

/** The secret with its password. */
export const secretNames = (key: string, config: InMemoryConfig): readonly SecretName[] => [
  { at: 'secretName', name: secretNameOf(key, config), isCredentials: true },
];

interface Planned {
  readonly key: string;
  readonly config: InMemoryConfig;
  readonly place: StorePlace;
}

/** Decides what the config leaves open. */
export function planOf<Kind extends string>(
  { kind, image, passwordKey }: Flavour<Kind>,
  { key, config, place }: Planned,
): InMemoryPlan<Kind> {
  const { objectName = key, maxMemory, eviction } = config;
  const resources = resourcesPlan(config.resources, defaultsFor(maxMemory));
  const secretName = secretNameOf(key, config);
  const host = hostOf(objectName, place);
  return {
    kind,
    place: 'cluster',
    key,
    role: 'cache',
    objectName,
    namespace: place.namespace,
    variable: variableOf(key, config),
    image: config.image ?? image,
    resources,
    maxMemory,
    eviction,
    persistence:
      config.persistence === undefined
        ? undefined
        : {
            storage: config.persistence.storage,
            storageClass: config.persistence.storageClass,
          },
    podLabels: selectorOf(objectName),
    endpoint: { host, port: driver.port },
    pooler: undefined,
    secretName,
    password: { key: passwordKey, before: 'redis://:', after: `@${host}:${driver.port}` },
    secrets: [
      {
        ...opaque,
        name: secretName,
        purpose: `Password of ${objectName}`,
        usedBy: [objectName],
        keys: [password(passwordKey)],
      },
    ],
    deployments: [objectName],
    volumes: volumesOf(config),
    load: serversLoad(1, resources),
    operators: [],
    roles: ['store'],
  };
}

const volumesOf = ({ persistence }: InMemoryConfig): readonly VolumePlan[] =>
  persistence === undefined
    ? []
    : [{ size: persistence.storage, storageClass: persistence.storageClass }];
