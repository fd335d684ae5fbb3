/** One problem of a config: where and what. */
export interface Issue {
  /** Dotted path, as people write it: `components.server.port`. */
  readonly path: string;
  readonly message: string;
}

/** The same while its place is still a list of keys. */
export interface Problem {
  readonly at: readonly PropertyKey[];
  readonly message: string;
}

/** A path of keys as people write it. */
export const dottedPath = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** A problem as people read it. */
export const issueOf = ({ at, message }: Problem): Issue => ({ path: dottedPath(at), message });
