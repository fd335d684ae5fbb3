/** A choice, and why one would make it. */
export interface Decision {
  readonly title: string;
  readonly rationale: string;
}
