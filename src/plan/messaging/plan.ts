import type { Step } from '../bootstrap-steps.ts';
import type { Decision } from '../decision.ts';
import type { BrokerFacts, BrokerPlan } from './brokers/plan.ts';

/** How components send each other events in an environment. */
export type MessagingPlan = NoMessaging | DaprPlan;

/** What everybody may ask, whatever carries the events. */
export interface MessagingFacts {
  /** Whether anything carries events, or keeps state for components. */
  readonly carries: boolean;
  /** What its objects are, in a list of what is applied. */
  readonly objects: string;
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
  /** What keeps the events; nothing where none are sent. */
  readonly broker: BrokerFacts | undefined;
  /** The store that keeps state, by its key. */
  readonly stateStore: string | undefined;
  /** What runs beside a component that sends or gets events or keeps state; nothing where nothing does. */
  readonly sidecar: SidecarFacts | undefined;
  /** What the bootstrap of a cluster installs for it. */
  readonly steps: readonly Step[];
  /** Its section of a chart, what that is about, and the kinds of its objects about all components. */
  readonly chart:
    | {
        readonly section: string;
        readonly title: string;
        readonly objectKinds: readonly string[];
      }
    | undefined;
  /** Why one would send events with it, and why where its broker is. */
  readonly decisions: { readonly choice: Decision; readonly location: Decision } | undefined;
}

/** What every sidecar requests, and what components are told of it. */
export interface SidecarFacts {
  /** Variables of a component that sends or gets events. */
  readonly events: Readonly<Record<string, string>>;
  /** Variables of a component that keeps state. */
  readonly state: Readonly<Record<string, string>>;
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

export interface NoMessaging extends MessagingFacts {
  readonly kind: 'none';
}

export interface DaprPlan extends MessagingFacts {
  readonly kind: 'dapr';
  readonly broker: BrokerPlan;
  /** Name of the pub/sub component. */
  readonly pubsub: string;
  /** The state store component, and the Redis store behind it. */
  readonly state:
    | {
        readonly name: string;
        readonly store: string;
        readonly host: string;
        readonly secret: string;
        readonly key: string;
      }
    | undefined;
  /** Share of traced calls from 0 to 1, as Dapr reads it. */
  readonly samplingRate: string;
  readonly apiLogging: boolean;
}
