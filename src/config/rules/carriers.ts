import { byKind, type ByKind } from '../../domain/member.ts';
import type { ParsedConfig } from '../schema/schema.ts';
import type { NamedSecret } from './named-secret.ts';

type Written = ParsedConfig['messaging'];

/** What rules ask of whatever carries events. */
export interface Carrier {
  /** Topics by the names that components use. */
  readonly topics: Readonly<Record<string, string>>;
  /** The store that keeps state, by its key. */
  readonly state: string | undefined;
  /** What components know it by. */
  readonly names: { readonly pubsub: string; readonly state: string };
  /** Secrets that the config names. */
  readonly secrets: readonly NamedSecret[];
}

/** What carries the events of a config; nothing where nothing does. */
export const carrierIn = (written: Written): Carrier | undefined => byKind(carriers, written);

const carriers: ByKind<Written, [], Carrier | undefined> = {
  none: () => undefined,
  dapr: ({ topics, state, names, broker: { secret } }) => ({
    topics,
    state,
    names,
    secrets: secret === undefined ? [] : [{ at: 'messaging.broker.secret', name: secret }],
  }),
};
