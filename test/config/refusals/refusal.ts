/** A config that is refused: what is wrong with it, and every issue in the order of the report. */
export type Refusal = readonly [name: string, input: unknown, issues: readonly string[]];
