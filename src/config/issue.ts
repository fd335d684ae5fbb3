/** One problem of a config: where and what. */
export interface Issue {
  /** Dotted path, as people write it: `components.server.port`. */
  readonly path: string;
  readonly message: string;
}

/** A path of keys as people write it. */
export const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');
