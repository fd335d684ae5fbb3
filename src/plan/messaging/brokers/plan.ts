import type { WantedSecret } from '../../../domain/secret.ts';
import type { Decision } from '../../decision.ts';

/** What keeps the events of an environment until they are delivered. */
export type BrokerPlan = KafkaPlan;

/** What everybody may ask, whatever broker it is. */
export interface BrokerFacts {
  /** What people call it. */
  readonly title: string;
  /** The secret with its addresses and credentials. */
  readonly access: WantedSecret;
  /** The TCP ports that whatever connects to it must reach. */
  readonly ports: readonly number[];
  /** What others run for it, for their prices or for none. */
  readonly elsewhere: readonly string[];
  /** Why it is where it is. */
  readonly location: Decision;
}

export interface KafkaPlan extends BrokerFacts {
  readonly kind: 'kafka';
  readonly keys: {
    readonly brokers: string;
    readonly username: string;
    readonly password: string;
  };
  readonly mechanism: 'SHA-256' | 'SHA-512' | 'PLAINTEXT';
  readonly tls: boolean;
  /** Whole bytes, as Dapr reads them. */
  readonly maxMessageBytes: string;
}
