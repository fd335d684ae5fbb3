import type { Value } from '../render/spec.ts';
import type { TextValues } from '../render/text.ts';

/** What the documents say of a store. */
export interface StoreDocuments<Plan> {
  /** Its row among the stores: name, kind, host and port, size, backup. */
  cells(
    store: Plan,
  ): readonly [name: string, kind: string, address: string, size: string, backup: string];
  /** Its row in an incident: name, how to look at it, and what brings it back, as the end of a sentence. */
  incident(store: Plan, namespace: string): StoreIncident;
  /** What a new password means for it: a text, or nothing where everything says it already. */
  readonly rotation: (() => string) | undefined;
  /** How its data gets out before it is deleted, where it is kept. */
  lastCopy(store: Plan, environment: StorePlace<Plan>['environment']): LastCopy;
  /** Runbooks about it. */
  readonly pages: readonly StorePage<Plan>[];
}

/** The commands that write the data of a store into a file, and what else remains of it. */
export interface LastCopy {
  readonly copy: readonly string[];
  /** A sentence about backups that outlive it; empty where there are none. */
  readonly elsewhere: string;
}

/** How a store is looked at, and what happens after it was down. */
export interface StoreIncident {
  readonly name: string;
  readonly look: string;
  /** Nothing, or a clause with its semicolon. */
  readonly afterwards: string;
}

/** A runbook about all stores of a kind. */
export interface StorePage<Plan> {
  readonly topic: string;
  readonly when: string;
  readonly summary: string;
  /** The values that its text names. */
  values(stores: readonly StorePlace<Plan>[], texts: PageTexts): TextValues;
}

/** A store in an environment, and what people do to it there. */
export interface StorePlace<Plan> {
  readonly store: Plan;
  readonly environment: { readonly name: string; readonly namespace: string };
  readonly delivery: PausedDelivery;
  /** How its object comes up from a backup when it is created again: what to write where, and what stays of it. */
  readonly restore: (patch: Value) => { readonly ask: string; readonly keep: string };
}

/** How nothing is deployed for a while, and then again; each the text of a step. */
export interface PausedDelivery {
  readonly off: string;
  /** `wait` is the command that shows when it is done. */
  on(wait: string): string;
}

/** Texts that depend on who keeps the files up to date. */
export interface PageTexts {
  /** How a volume gets more space. */
  readonly grow: string;
}
