/** A fact without its environment; what is undefined is left out. */
export type Known = readonly [object: string, is: Readonly<Record<string, string | undefined>>];
