import type { Owner } from '../../plan/chart-owners.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { Rule } from '../../kubernetes/network-policy.ts';
import type { Part } from '../chart-parts/leaf.ts';
import type { Operator } from '../secrets/contract.ts';

/** What the rest of the program asks of whatever carries events. What is data stands in its plan. */
export interface MessagingFiles {
  /** What brings events of its topics to one component. */
  readonly componentObjects: (plan: Plan, of: ConnectedComponent) => readonly Manifest[];
  /** The objects about all components of an environment. */
  readonly objects: (plan: Plan, environment: ConnectedEnvironment) => readonly Manifest[];
  /** What asks for the sidecar of a component, on its pods. */
  readonly annotations: (plan: Plan, workload: SidecarHolder) => Readonly<Record<string, string>>;
  /** What a pod with these annotations requests beside its own containers. */
  readonly sidecarRequests: (
    annotation: Annotation,
  ) => { readonly cpu: string; readonly memory: string } | undefined;
  /** What a sidecar must reach. */
  readonly egress: readonly Rule[];
  /** What of it becomes values of the chart; nothing where there is nothing. */
  readonly chart: ((plan: Plan, owner: Owner) => Part) | undefined;
  /** Who serves the kinds of its objects. */
  readonly operators: readonly Operator[];
  /** What must be in the cluster first: what, for what, and the command that shows it. */
  readonly prerequisites: readonly (readonly string[])[];
  /** Lines of the preflight script; `script` is what makes the cluster, if a script does. */
  readonly needs: (script: string | undefined) => readonly string[];
  /** How the brokers are prepared before the first deployment; empty where there is nothing to do. */
  readonly brokerStep: (plan: Plan) => string;
  /** What an incident says of the broker: what it is, how to look at it, what happens without it. */
  readonly brokerOutage: (environment: EnvironmentPlan) => readonly (readonly string[])[];
  /** What an incident adds to the store that keeps state; empty where no component does. */
  readonly stateOutage: (environment: EnvironmentPlan) => string;
  /** How events travel. */
  readonly flow: string;
  /** What differs on a developer's machine. */
  readonly localNotes: readonly string[];
}

/** What an annotation of a pod says, by its key. */
export type Annotation = (key: string) => string | undefined;

/** A component, and what the objects that bring events to it read of its environment. */
export interface ConnectedComponent
  extends Pick<EnvironmentPlan, 'waves'>, Pick<WorkloadPlan, 'component' | 'subscribes'> {}

/** What the objects about all components read of an environment. */
export interface ConnectedEnvironment extends Pick<EnvironmentPlan, 'waves'> {
  readonly workloads: readonly Pick<WorkloadPlan, 'component' | 'sidecar'>[];
}

/** What asks for a sidecar reads of a component. */
export type SidecarHolder = Pick<WorkloadPlan, 'component' | 'sidecar' | 'shutdown'>;
