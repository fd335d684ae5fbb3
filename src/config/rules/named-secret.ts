/** A secret that a config names, and the key that does. */
export interface NamedSecret {
  readonly at: string;
  readonly name: string;
}
