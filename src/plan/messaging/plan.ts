import type { SecretPlan } from '../../domain/secret.ts';
import type { Step } from '../bootstrap-steps.ts';
import type { Decision } from '../decision.ts';

/** How components send each other events in an environment. */
export type MessagingPlan = NoMessaging | DaprPlan;

/** What everybody may ask, whatever carries the events. */
export interface MessagingFacts {
  /** Whether anything carries events, or keeps state for components. */
  readonly carries: boolean;
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
  /** The secret with addresses and credentials of the broker. */
  readonly brokerSecret: string | undefined;
  /** The store that keeps state, by its key. */
  readonly stateStore: string | undefined;
  /** Secrets that components need who send or get events. */
  readonly secrets: readonly SecretPlan[];
  /** What others run for it, for their prices or for none. */
  readonly elsewhere: readonly string[];
  /** What the bootstrap of a cluster installs for it. */
  readonly steps: readonly Step[];
  /** Its section of a chart, and the kinds of its objects about all components. */
  readonly chart: { readonly section: string; readonly objectKinds: readonly string[] } | undefined;
  /** Why one would send events with it, and why where its broker is. */
  readonly decisions: { readonly choice: Decision; readonly location: Decision } | undefined;
}

export interface NoMessaging extends MessagingFacts {
  readonly kind: 'none';
}

export interface DaprPlan extends MessagingFacts {
  readonly kind: 'dapr';
  readonly broker: {
    readonly kind: 'kafka';
    readonly secret: string;
    readonly keys: {
      readonly brokers: string;
      readonly username: string;
      readonly password: string;
    };
    readonly mechanism: 'SHA-256' | 'SHA-512' | 'PLAINTEXT';
    readonly tls: boolean;
    readonly ports: readonly number[];
    /** Whole bytes, as Dapr reads them. */
    readonly maxMessageBytes: string;
  };
  /** Name of the pub/sub component. */
  readonly pubsub: string;
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
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
