/** A choice, and why one would make it. */
export interface Decision {
  readonly title: string;
  readonly rationale: string;
  /** Of a choice that nobody made, because the config need not say it: the keys that make another. */
  readonly assumed?: readonly string[];
}
