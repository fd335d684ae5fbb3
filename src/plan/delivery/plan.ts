import type { ReleaseName } from '../bootstrap-charts.ts';
import type { Decision } from '../decision.ts';
import type { ClusterAccessPlan } from './cluster-access/plan.ts';

/** Who brings what git says to the cluster. */
export type DeliveryPlan = ArgocdPlan | PushPlan;

/** What everybody may ask, whoever brings it. */
interface DeliveryFacts {
  /** Why one would choose it. */
  readonly decision: Decision;
  /** Whether it applies objects wave by wave, and reads the annotations that say so. */
  readonly hasWaves: boolean;
  /** Annotations of an object that must outlive its manifest; none where that is up to what renders. */
  readonly keep: Readonly<Record<string, string>> | undefined;
  /** The folder of its own manifests, as people name it; none where it has none. */
  readonly folder: string | undefined;
  /** Whether CI itself works on the cluster, so that what it needs there is checked first. */
  readonly reachesCluster: boolean;
  /** The script that deploys an environment, if one does. */
  readonly script: string | undefined;
  /** The secret of each GitHub environment that lets CI into the cluster, if it gets in. */
  readonly clusterSecret: string | undefined;
  /** Whether a run of a workflow starts another: that belongs to the default branch, whatever it deploys. */
  readonly chainsRuns: boolean;
  /** Whether a hotfix runs the checks without stopping at new advisories. */
  readonly hasUrgentChecks: boolean;
  /** What whoever delivers goes by in a cluster: another one there does not know what this one has made. */
  readonly identity: Readonly<Record<string, string>>;
  /** What must run in the cluster for it; none where nothing must. */
  readonly controller: { readonly release: ReleaseName; readonly namespace: string } | undefined;
}

/** Argo CD pulls. */
export interface ArgocdPlan extends DeliveryFacts {
  readonly kind: 'argocd';
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** The AppProject, which belongs to this repository alone. */
  readonly project: string;
  /** What manages the Applications from git; nothing where people apply them. */
  readonly rootApp: RootAppPlan | undefined;
}

/** An app-of-apps, and the AppProject that it stands in. */
export interface RootAppPlan {
  readonly application: string;
  readonly project: string;
}

/** CI pushes. */
export interface PushPlan extends DeliveryFacts {
  readonly kind: 'push';
  readonly script: string;
  readonly clusterSecret: string;
  /** How CI reaches the cluster. */
  readonly cluster: ClusterAccessPlan;
  /** Revisions of the release that Helm keeps. */
  readonly historyMax: number;
}
