import type { BootstrapPlan } from '../../plan/bootstrap.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import type { ClusterPlan } from '../../plan/infrastructure/plan.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import type { Part } from '../chart-parts/leaf.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { Operator } from '../secrets/contract.ts';
import type { RoutedHosts } from './public-route.ts';

/** What the rest of the program asks of whatever receives the traffic. What is data stands in its plan. */
export interface RoutingFiles {
  /** The objects about the routes of one component, which are all that it is asked about. */
  readonly componentObjects: (input: RoutesInput) => readonly Manifest[];
  /** The objects about the routes of all components. */
  readonly objects: (input: RoutesInput) => readonly Manifest[];
  /** What of the routes becomes values of the chart; nothing where there are none. */
  readonly chart: ((plan: Plan, owner: Owner) => Part) | undefined;
  /** What the documents say of the routes of an environment that has hosts. */
  readonly texts: (environment: EnvironmentPlan, service: string) => RoutingTexts;
  /** Lines of the preflight script: what the cluster must have. */
  readonly needs: readonly string[];
  /** Who serves the kinds of its objects. */
  readonly operators: readonly Operator[];
  readonly bootstrap: BootstrapAnswers;
}

export interface RoutesInput {
  readonly plan: Plan;
  readonly environment: Pick<EnvironmentPlan, 'waves'>;
  readonly hosts: readonly RoutedHosts[];
}

type Rows = readonly (readonly string[])[];

/** What the documents say of the routes of one environment. */
export interface RoutingTexts {
  /** What receives the traffic; nothing where nobody does. */
  readonly entrance: string | undefined;
  /** What a timeout and a retry of the config mean here, where that is less than they say. */
  readonly meaning: string;
  /** Who signs the certificates, and the key of the config that says so; nothing where the config does not know. */
  readonly certificates: { readonly from: string; readonly where: string } | undefined;
  /** What must be in the cluster: thing, purpose, and the command that looks. */
  readonly needs: Rows;
  /** Commands that show how the routes are. */
  readonly look: readonly string[];
  /** What is seen from outside, what it means, what to do. */
  readonly symptoms: Rows;
}

/** What files of the bootstrap say, where a cluster is made. */
export interface BootstrapAnswers {
  /**
   * Where the address of the load balancer stands: namespace,
   * object and JSONPath; nothing where there is none of ours.
   */
  readonly balancer: string | undefined;
  /** How cert-manager answers a challenge. */
  readonly solver: Value;
  /** What else the chart of cert-manager is told. */
  readonly certManager: Readonly<Record<string, Value>>;
  /** What a file is made of, by the name of its step. */
  readonly manifests: Readonly<Record<string, (bootstrap: BootstrapPlan) => readonly Value[]>>;
  readonly notes: (cluster: ClusterPlan) => readonly string[];
}
