/** A change that is accepted, and what it does to what lives in a place. */
export interface Effect<Place> {
  /** Ids of the table of consequences that this plays; of a row that tells of several cases, `id/case`. */
  readonly ids: readonly string[];
  readonly name: string;
  /** Fails where something else happens than the table says. */
  readonly play: (place: Place) => Promise<void>;
}

/** Fails with these words where something does not hold. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** The row of the table that an effect is of. */
export const rowOf = (id: string): string => id.replace(/\/.*/, '');
