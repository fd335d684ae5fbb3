import type { EnvironmentPlan } from '../../../../plan/plan.ts';
import type { ValueRow } from '../../../../render/chart-value.ts';
import type { TextValues } from '../../../../render/text.ts';

/** What Dapr and the documents ask of a broker. What is data stands in its plan. */
export interface BrokerFiles {
  /** The pub/sub component that connects to it: its type, and what that is told. */
  readonly pubsub: { readonly type: string; readonly metadata: readonly Setting[] };
  /** What of it becomes values of the chart. */
  readonly rows: readonly ValueRow[];
  /** How its accounts prove who they are. */
  readonly mechanism: string;
  /** Commands that create the topics of an environment, and grant its account what the components do. */
  readonly commands: (input: BrokerAccount) => readonly string[];
  /** How it is prepared, with the commands of all environments. */
  readonly step: (values: TextValues) => string;
}

/** One setting of a pub/sub component: a text, or where it stands among the secrets. */
export type Setting =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly secretKeyRef: { readonly name: string; readonly key: string };
    };

export interface BrokerAccount {
  readonly environment: EnvironmentPlan;
  readonly account: string;
}
