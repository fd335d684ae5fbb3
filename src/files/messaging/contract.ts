import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { Rule } from '../../kubernetes/network-policy.ts';
import type { Operator } from '../secrets/contract.ts';

/** What the rest of the program asks of whatever carries events. What is data stands in its plan. */
export interface MessagingFiles {
  /** What brings events of its topics to one component. */
  readonly componentObjects: (input: ConnectedComponent) => readonly Manifest[];
  /** The objects about all components of an environment. */
  readonly objects: (plan: Plan, environment: EnvironmentPlan) => readonly Manifest[];
  /** What a sidecar must reach. */
  readonly egress: readonly Rule[];
  /** Who serves the kinds of its objects. */
  readonly operators: readonly Operator[];
  /** What must be in the cluster first: what, for what, and the command that shows it. */
  readonly prerequisites: readonly (readonly string[])[];
}

export interface ConnectedComponent {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly workload: WorkloadPlan;
}
