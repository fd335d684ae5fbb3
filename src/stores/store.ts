import type * as z from 'zod';
import type { Issue } from '../domain/issue.ts';
import type { Load } from '../domain/load.ts';
import type { Resolver } from '../domain/resolver.ts';
import type { ResourcesConfig, ResourcesPlan } from '../domain/resources.ts';
import type { WantedSecret } from '../domain/secret.ts';
import type { Role, WavePlan } from '../domain/waves.ts';
import type { Labels, Labelled, Manifest } from '../kubernetes/metadata.ts';
import type { PodsPeer } from '../kubernetes/network-policy.ts';
import type { StoreChart } from './chart.ts';
import type { StoreDocuments } from './documents.ts';
import type { DriverName } from './drivers/index.ts';
import type { LocalStore } from './local.ts';
import type { Operator } from './operator.ts';

/** What a config says of a store, whatever its kind. */
export interface StoreConfig {
  readonly kind: string;
  readonly variable?: string | undefined;
}

interface StoreFacts {
  readonly kind: string;
  /** Key in the config; also the name of its file in the base. */
  readonly key: string;
  /** Variable with its connection URL, in a secret of the components that use it. */
  readonly variable: string;
}

/** What everybody may know of a store that runs in the cluster of its environment. */
export interface ClusterStorePlan extends StoreFacts {
  readonly place: 'cluster';
  /** What it is to those who use it, as its labels say. */
  readonly role: StoreRole;
  readonly objectName: string;
  readonly namespace: string;
  readonly image: string;
  readonly resources: ResourcesPlan;
  /** Labels of its own pods. */
  readonly podLabels: Labels;
  readonly endpoint: Endpoint;
  /** A proxy in front of it, which clients reach instead of its pods. */
  readonly pooler: PoolerPlan | undefined;
  readonly secretName: string;
  readonly password: PasswordPlan;
  /** Everything that it reads, its password first. */
  readonly secrets: readonly WantedSecret[];
  /** Deployments of ours that serve it: watched, and restarted for a new password. None where an operator does both. */
  readonly deployments: readonly string[];
  /** Every volume that it has, by size. */
  readonly volumes: readonly VolumePlan[];
  /** What all its servers request. */
  readonly load: Load;
  /** What must run in the cluster before it can, in the order in which it is installed. */
  readonly operators: readonly Operator[];
  /** Kinds of its objects that have a place of their own in the order of a sync. */
  readonly roles: readonly Role[];
}

/** What everybody may know of a store that somebody else runs: no objects of ours, a way out and a secret. */
export interface OutsideStorePlan extends StoreFacts {
  readonly place: 'elsewhere';
  readonly secret: { readonly name: string; readonly key: string };
  /** What whoever is asked for the connection URL reads. */
  readonly hint: string;
  readonly port: number;
  readonly cidr: string;
}

/** A store in one environment. */
export type AnyStorePlan = ClusterStorePlan | OutsideStorePlan;

/** What a store is to those who use it. */
export type StoreRole = 'database' | 'cache';

/** Where clients connect. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The password in a store's secret, and what stands around it in a connection URL. */
export interface PasswordPlan {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/** A proxy in front of a store. */
export interface PoolerPlan {
  readonly objectName: string;
  readonly title: string;
  readonly podLabels: Labels;
}

/** A volume; without a class of its own it gets the cluster's default. */
export interface VolumePlan {
  readonly size: string;
  readonly storageClass: string | undefined;
}

/** The servers of a store, as the config sizes them. */
export interface Servers {
  readonly count: number;
  readonly resources: ResourcesConfig;
  readonly defaults: ResourcesPlan;
}

/** The name of a secret, the config key that sets it, and whether it holds the credentials of the store itself. */
export interface SecretName {
  readonly at: string;
  readonly name: string;
  readonly isCredentials: boolean;
}

/** What builders of objects know of the service and its environment. */
export interface ObjectsInput extends Labelled {
  readonly waves: WavePlan;
  /** Who answers the DNS queries of its pods. */
  readonly resolver: Resolver;
  /** The pods of every component that uses the store. */
  readonly clients: readonly PodsPeer[];
}

/** How the state of a messaging runtime is kept in a store. */
export interface StateKeeper<Config> {
  /** The option that would throw state away, and what is wrong with it; nothing where the state is safe. */
  lossOf(config: Config): { readonly option: string; readonly message: string } | undefined;
}

/** Why one would keep data in a store of this kind, for the decision log. */
export interface StoreDecision {
  readonly title: string;
  readonly rationale: string;
}

/** How `create` offers a kind, and what it writes into the config beside the kind. */
export interface NewStore {
  readonly label: string;
  config(): object;
  /** What production adds. */
  production(place: { readonly bucket: string; readonly service: string }): object | undefined;
}

/**
 * A kind of data store: the answers to everything that the rest of the
 * program asks. A kind is one folder beside this file and one line in
 * the table of `index.ts`; nothing else compares kinds.
 */
export interface Store<
  Config extends StoreConfig = StoreConfig,
  Plan extends AnyStorePlan = AnyStorePlan,
> {
  /** As people call it: `PostgreSQL`. */
  readonly title: string;
  /** What the config may say of it; `kind` is its key in the table. */
  readonly schema: z.ZodObject & z.ZodType<Config>;
  readonly role: StoreRole;
  /** What the config may not say; the environment is one where it does. */
  rules(key: string, config: Config, environment: EnvironmentFacts): readonly Issue[];
  /** Names of its Kubernetes objects, those that an operator makes included. */
  objectNames(key: string, config: Config): readonly string[];
  secretNames(key: string, config: Config): readonly SecretName[];
  /** Nothing where somebody else runs it. */
  servers(config: Config): Servers | undefined;
  /** Nothing where no messaging runtime can keep state in it. */
  readonly state: StateKeeper<Config> | undefined;
  plan(key: string, config: Config, place: StorePlace): Plan;
  /** How components talk to it. */
  driver(config: Config): DriverName;
  decision(use: 'data' | 'state'): StoreDecision;
  /**
   * Whether it holds data that nobody can make again: then everything that it needs to go on
   * running and being backed up stays in the cluster when it leaves git.
   */
  isKept(store: Plan): boolean;
  /** Its objects, in the order in which they stand in its file. */
  objects(store: Plan, input: ObjectsInput): readonly Manifest[];
  /** What of it becomes values of a chart; nothing where it has no objects. */
  readonly chart: StoreChart<Plan> | undefined;
  /** The same store on a developer's machine. */
  local(store: Plan): LocalStore;
  readonly documents: StoreDocuments<Plan>;
  /** Nothing where `create` does not offer it. */
  readonly create: NewStore | undefined;
}

/** Where a store is planned. */
export interface StorePlace {
  readonly service: string;
  readonly namespace: string;
  /** Whether everything of the environment is in this namespace, so that names of Services do without it. */
  readonly isAlone: boolean;
}

/** What rules know of an environment. */
export interface EnvironmentFacts {
  readonly name: string;
  readonly production: boolean;
}
