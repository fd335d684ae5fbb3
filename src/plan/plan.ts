import type { Namespace } from '../config/namespaces.ts';
import type { Opening } from '../domain/openings.ts';
import type { Resolver } from '../domain/resolver.ts';
import type { ResourcesPlan } from '../domain/resources.ts';
import type { WavePlan } from '../domain/waves.ts';
import type { CiPlan } from './ci.ts';
import type { Decision } from './decision.ts';
import type { DeliveryPlan } from './delivery/plan.ts';
import type { InfrastructurePlan } from './infrastructure/plan.ts';
import type { AutoscalingPlan, SidecarPlan, TopicPlan } from './operations.ts';
import type { MessagingPlan } from './messaging/plan.ts';
import type { MonitoringPlan } from './monitoring/plan.ts';
import type { NodeToolchain, RuntimePlan, ScratchPlan } from './runtime/runtime.ts';
import type { PackagingPlan } from './packaging/plan.ts';
import type { PathClaim } from './path-claims.ts';
import type { PlacementPlan } from './placement.ts';
import type { RegistryPlan } from './registry/plan.ts';
import type { HostGroups } from './routing/host-groups.ts';
import type { RoutePlan, RoutingPlan } from './routing/plan.ts';
import type { SecretPlan } from '../domain/secret.ts';
import type { SecretsPlan } from './secrets/plan.ts';
import type { ExternalPlan, StorePlan } from '../stores/index.ts';
import type { DriverName } from '../stores/drivers/index.ts';

export type { Namespace } from '../config/namespaces.ts';
export type { CiPlan } from './ci.ts';
export type { ArgocdPlan, DeliveryPlan, PushPlan, RootAppPlan } from './delivery/plan.ts';
export type { InfrastructurePlan } from './infrastructure/plan.ts';
export type { AutoscalingPlan, ScalingSpeed, SidecarPlan, TopicPlan } from './operations.ts';
export type { ChartLayout, HelmPlan, KustomizePlan, PackagingPlan } from './packaging/plan.ts';
export type { DaprPlan, MessagingPlan } from './messaging/plan.ts';
export type { MonitoringPlan, PrometheusPlan } from './monitoring/plan.ts';
export type { RegistryPlan } from './registry/plan.ts';
export type { RoutePlan, RoutingPlan } from './routing/plan.ts';
export type { SecretKey, SecretPlan } from '../domain/secret.ts';
export type {
  ManualSecretsPlan,
  SealedSecretsPlan,
  SealingScope,
  SecretsPlan,
} from './secrets/plan.ts';
export type { ExternalPlan, StorePlan } from '../stores/index.ts';

/** Every decision, made. Nothing after the plan decides anything. */
export interface Plan {
  readonly service: ServicePlan;
  readonly components: readonly ComponentPlan[];
  /** In promotion order; the first is the one that builds. */
  readonly environments: readonly EnvironmentPlan[];
  /**
   * The config without any override and host: what runs on a developer's
   * machine, and what environments differ from. Nobody deploys it.
   */
  readonly local: EnvironmentPlan;
  /** What renders the manifests. */
  readonly packaging: PackagingPlan;
  readonly delivery: DeliveryPlan;
  /** How secrets reach the cluster. */
  readonly secrets: SecretsPlan;
  /** What the cluster itself is made of. */
  readonly infrastructure: InfrastructurePlan;
  readonly ci: CiPlan;
  /** Where images are kept. */
  readonly registry: RegistryPlan;
  /** Decision log: the choices of the config and those that the user added. */
  readonly decisions: readonly Decision[];
  /** Who keeps the files up to date: we, from the config, or their people alone. */
  readonly upkeep: 'generated' | 'standalone';
  /** The keys of the config that become paths. */
  readonly claims: readonly PathClaim[];
}

export interface ServicePlan {
  readonly name: string;
  readonly system: string;
  readonly description: string;
  readonly repository: { readonly url: string; readonly owner: string; readonly name: string };
  readonly owners: readonly string[];
  /** The version of this tool that a new repository starts with. */
  readonly toolVersion: string;
}

/** What a component is in every environment: what is built once. */
export interface ComponentPlan {
  readonly name: string;
  /** Name of its Deployment, Service, ServiceAccount, … */
  readonly objectName: string;
  readonly image: ImagePlan;
  readonly runtime: RuntimePlan;
  /** Whether components of its runtime that are built from its folder share packages, lockfile and tests with it. */
  readonly sharesFolder: boolean;
  /** The Node that it brings along, which this tool can be installed with. */
  readonly toolchain: NodeToolchain | undefined;
  readonly port: number;
  readonly user: number;
  /** Folders that it may write to; all else is read-only. */
  readonly scratch: readonly ScratchPlan[];
  readonly live: ProbePlan;
  readonly ready: ProbePlan;
  readonly startup: ProbePlan;
  /** What Prometheus asks on its port. */
  readonly metrics: { readonly path: string } | undefined;
  readonly checks: readonly HealthCheckPlan[];
  /** Extra checks for pull requests. */
  readonly scripts: readonly string[];
}

export interface ImagePlan {
  /** Full name without tag: `harbor.example.com/team/orders`. */
  readonly repository: string;
  /** `.` or a relative folder. */
  readonly context: string;
  /** Relative to the repository root. */
  readonly dockerfile: string;
}

/** A Kubernetes HTTP probe; all times in seconds. */
export interface ProbePlan {
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface HealthCheckPlan {
  readonly name: string;
  /** How it is asked. */
  readonly driver: DriverName;
  /** The variable with the connection URL, for example `DATABASE_URL`. */
  readonly environmentVariable: string;
  readonly critical: boolean;
}

export interface EnvironmentPlan {
  readonly name: string;
  readonly branch: string;
  /** Built here at every push, or promoted from `from`. */
  readonly deploy:
    | { readonly kind: 'on-push' }
    | { readonly kind: 'on-promotion'; readonly from: string };
  readonly production: boolean;
  /** Its own namespace, where everything is that names no other one. */
  readonly namespace: string;
  /** Every namespace that it has something in, its own first; the same keys in every environment. */
  readonly namespaces: readonly Namespace[];
  /** The key of its namespace, where this is a part of an environment that has several. */
  readonly part: string | undefined;
  /** Its place among the overlays: `production`; of a part `production/data`. */
  readonly folder: string;
  /** Who answers the DNS queries of its pods. */
  readonly resolver: Resolver;
  /** API server that Argo CD deploys to. */
  readonly cluster: string;
  /** The file that says which images run here; CI writes it. */
  readonly releaseFile: string;
  /** Name of the Argo CD Application, and of the Helm release. */
  readonly application: string;
  /** All of them; labels may be variables of CI: `todo.${DOMAIN}`. */
  readonly hosts: readonly string[];
  /** The hosts that routes are on, by what answers them: those that answer alike are one group. */
  readonly hostGroups: HostGroups;
  /** Names of those variables; CI replaces them in hosts and in the variables of components. */
  readonly variables: readonly string[];
  readonly smokeTests: readonly SmokeTestPlan[];
  readonly routing: RoutingPlan;
  readonly messaging: MessagingPlan;
  readonly monitoring: MonitoringPlan;
  /** A push to the branch, or a release published from it. */
  readonly trigger: 'push' | 'release';
  /** Whether somebody syncs its Applications, and Argo CD only shows what differs. */
  readonly isSyncedByHand: boolean;
  /** How long a rollout may take, in seconds. */
  readonly timeoutSeconds: number;
  readonly workloads: readonly WorkloadPlan[];
  readonly stores: readonly StorePlan[];
  /** Stores that somebody else runs: no objects of ours. */
  readonly external: readonly ExternalPlan[];
  readonly secrets: readonly SecretPlan[];
  /** Components of other namespaces that use a store of this one; none where this is a whole environment. */
  readonly visitors: readonly VisitorPlan[];
  readonly waves: WavePlan;
}

/** A component of another namespace that uses a store. */
export interface VisitorPlan {
  /** The key of the store. */
  readonly store: string;
  readonly objectName: string;
  readonly namespace: string;
}

/**
 * An address that answers when a deployment went well: it says that it
 * is ready, or any answer shows that a component is behind it.
 */
export interface SmokeTestPlan {
  readonly expects: 'ready' | 'any';
  readonly address: string;
}

/** A component in one environment. */
export interface WorkloadPlan extends PlacementPlan {
  readonly component: ComponentPlan;
  readonly namespace: string;
  /** Pods; where the load decides, at least so many. */
  readonly replicas: number;
  /** Whether evictions leave all pods but one; with one pod alone they could leave none. */
  readonly budgeted: boolean;
  /** Who owns the number of pods instead of `replicas`. */
  readonly autoscaling: AutoscalingPlan | undefined;
  /** The same, also while it is switched off. */
  readonly bounds: AutoscalingPlan | undefined;
  readonly publishes: readonly TopicPlan[];
  readonly subscribes: readonly TopicPlan[];
  /** What runs in its pods beside it, when it sends or gets events or keeps state. */
  readonly sidecar: SidecarPlan | undefined;
  readonly resources: ResourcesPlan;
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: readonly SecretVariable[];
  readonly routes: readonly RoutePlan[];
  readonly stores: readonly StorePlan[];
  readonly external: readonly ExternalPlan[];
  /** Components it calls, and those that call it, by object name and port. */
  readonly calls: readonly Peer[];
  readonly calledBy: readonly Peer[];
  /** What it may send to beside its stores and what it calls. */
  readonly egress: readonly Opening[];
  readonly shutdown: { readonly delaySeconds: number; readonly graceSeconds: number };
}

export interface Peer {
  readonly objectName: string;
  readonly port: number;
  /** Where it runs, if that is another namespace. */
  readonly namespace: string | undefined;
}

export interface SecretVariable {
  readonly variable: string;
  readonly secret: string;
  readonly key: string;
  /** What the config tells whoever is asked for the value. */
  readonly hint: string | undefined;
}
