/** Plain data with names. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Whether a value is a mapping, and neither a list nor nothing. */
export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value where it is a mapping, else an empty one. */
export const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});
