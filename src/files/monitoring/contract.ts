import type { BootstrapPlan } from '../../plan/bootstrap.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import type { ComponentPlan, EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { Part } from '../chart-parts/leaf.ts';
import type { Operator, RunbookPage } from '../secrets/contract.ts';

/** What the rest of the program asks of whatever watches. What is data stands in its plan. */
export interface MonitoringFiles {
  /** The objects about one component of an environment. */
  readonly componentObjects: (plan: Plan, of: MonitoredComponent) => readonly Manifest[];
  /** The objects about all components of an environment. */
  readonly objects: (plan: Plan, environment: MonitoredEnvironment) => readonly Manifest[];
  /** What of it becomes values of the chart; nothing where there is nothing. */
  readonly chart: ((plan: Plan, owner: Owner) => Part) | undefined;
  /** The dashboard of a component as text, which a chart keeps in a file: it has braces that Helm would read. */
  readonly dashboard: ((plan: Plan, component: ComponentPlan) => string) | undefined;
  /** Who serves the kinds of its objects. */
  readonly operators: readonly Operator[];
  /** What must be in the cluster first: what, for what, and the command that shows it. */
  readonly prerequisites: (plan: Plan) => readonly (readonly string[])[];
  /** How fresh metrics of an environment are: what is promised, by which key, and the command that shows it. */
  readonly freshness: (
    environment: EnvironmentPlan,
  ) => { readonly says: string; readonly where: string; readonly check: string } | undefined;
  /** Where to look, and what each alert means. */
  readonly runbook: ((plan: Plan) => RunbookPage) | undefined;
  readonly bootstrap: {
    /** What a file is made of, by the name of its step. */
    readonly manifests: Readonly<
      Record<string, (plan: Plan, bootstrap: BootstrapPlan) => readonly Value[]>
    >;
    readonly notes: (bootstrap: BootstrapPlan) => readonly string[];
  };
}

/** A component, and what its monitors read of its environment. */
export interface MonitoredComponent extends Pick<EnvironmentPlan, 'waves'> {
  readonly component: ComponentPlan;
}

/** What alerts read of an environment. */
export interface MonitoredEnvironment extends Pick<EnvironmentPlan, 'waves' | 'namespace'> {
  readonly stores: readonly Pick<StorePlan, 'deployments'>[];
}
