import type { EnvironmentChange } from './environment-change.ts';

/** One kind of consequence: what sets it off, what then happens on a cluster, and the way around it. */
export interface Row {
  readonly id: string;
  /** `refused`: no server accepts it · `dangerous`: it is done when somebody accepts it · `note`: it is told. */
  readonly level: 'refused' | 'dangerous' | 'note';
  /** The change of the config, for the table of the documentation. */
  readonly change: string;
  /** What happens on the cluster. */
  readonly happens: string;
  readonly way: string;
  /** Each place where a change of an environment sets it off. */
  readonly find: (change: EnvironmentChange) => readonly Found[];
}

/** One place; what it says replaces the words of the row. */
export interface Found {
  /** What changes: `namespace orders-dev becomes shop-dev`. */
  readonly what: string;
  /** The line of the config that keeps what there is: `components.api.objectName: 'orders'`. */
  readonly keep?: string;
  readonly happens?: string;
  readonly way?: string;
}
