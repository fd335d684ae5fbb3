import type { ResourcesPlan } from '../domain/resources.ts';

/** A data store that runs in the cluster of its environment. */
export type StorePlan = PostgresPlan | RedisPlan;

/** A PostgreSQL that somebody else runs; its URL is a secret variable of the components that use it, its address an egress of theirs. */
export interface ExternalPlan {
  readonly key: string;
  readonly variable: string;
  readonly secret: { readonly name: string; readonly key: string };
  readonly port: number;
  readonly cidr: string;
}

interface StoreNames {
  /** Key in the config; also the name of its file in the base. */
  readonly key: string;
  /** What it is to those who use it, as its labels say. */
  readonly role: 'database' | 'cache';
  readonly objectName: string;
  readonly secretName: string;
  /** Variable with its connection URL, in the secret of the components that use it. */
  readonly variable: string;
  readonly image: string;
  readonly resources: ResourcesPlan;
}

export interface PostgresPlan extends StoreNames {
  readonly kind: 'postgres';
  readonly version: number;
  readonly database: string;
  readonly owner: string;
  readonly instances: number;
  readonly storage: string;
  readonly walStorage: string | undefined;
  readonly storageClass: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly pooler:
    | {
        readonly objectName: string;
        readonly instances: number;
        readonly mode: string;
        readonly size: number;
      }
    | undefined;
  readonly backup: BackupPlan | { readonly kind: 'none'; readonly reason: string };
  /** Host that applications connect to. */
  readonly host: string;
}

export interface BackupPlan {
  readonly kind: 'object-store';
  readonly objectName: string;
  readonly destination: string;
  readonly endpoint: string | undefined;
  readonly secretName: string;
  /** Six cron fields, as CloudNativePG reads them. */
  readonly schedule: string;
  readonly retention: string;
}

export interface RedisPlan extends StoreNames {
  readonly kind: 'redis';
  readonly maxMemory: string;
  readonly eviction: string;
  readonly persistence:
    | { readonly storage: string; readonly storageClass: string | undefined }
    | undefined;
}
