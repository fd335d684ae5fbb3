/** Plain data with names. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Whether a value is a mapping: no list, and nothing else that YAML has tags for. */
export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** The value where it is a mapping, else an empty one. */
export const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});
