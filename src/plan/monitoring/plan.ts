import type { Step } from '../bootstrap-steps.ts';
import type { Decision } from '../decision.ts';
import type { WantedSecret } from '../../domain/secret.ts';

/** What is measured, shown and warned about in an environment. */
export type MonitoringPlan = NoMonitoring | PrometheusPlan;

/** What everybody may ask, whoever watches. */
export interface MonitoringFacts {
  /** Whether nothing watches. */
  readonly isOff: boolean;
  /** Namespace of the pods that ask components for metrics, which NetworkPolicies admit. */
  readonly namespace: string | undefined;
  /** Channel that alerts go to. */
  readonly channel: string | undefined;
  /** Kinds of the objects about all components. */
  readonly objectKinds: readonly string[];
  /** Secrets that it reads. */
  readonly secrets: readonly WantedSecret[];
  /** What a cluster of our own needs for it. */
  readonly bootstrap: MonitoringBootstrap | undefined;
  /** Why one would watch with it, and why where it runs. */
  readonly decisions: { readonly choice: Decision; readonly location: Decision } | undefined;
}

/** What the bootstrap of a cluster installs to watch. */
export interface MonitoringBootstrap {
  readonly steps: readonly Step[];
  /** Namespaces whose pods read the host. */
  readonly privileged: readonly string[];
  /** Where rules about nodes stand, and the Helm release that reads them. */
  readonly nodeAlerts: { readonly namespace: string; readonly release: string } | undefined;
}

export interface NoMonitoring extends MonitoringFacts {
  readonly kind: 'none';
}

export interface PrometheusPlan extends MonitoringFacts {
  readonly kind: 'prometheus';
  readonly namespace: string;
  /** Helm release of kube-prometheus-stack. */
  readonly release: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Like `30s`. */
  readonly interval: string;
  /** Seconds of latency; nothing where it is not watched. */
  readonly alerts: {
    readonly errorPercent: number;
    readonly latency: number | undefined;
    readonly restarts: number;
  };
  readonly dashboards: boolean;
  readonly slack:
    | { readonly channel: string; readonly secret: string; readonly key: string }
    | undefined;
}
