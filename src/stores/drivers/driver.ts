/** A protocol that components speak with stores, and what starter applications speak it with. */
export interface Driver {
  /** Where a store listens, unless somebody else decides. */
  readonly port: number;
  readonly node: NodeDriver;
  readonly python: PythonDriver;
}

/** In TypeScript: a text template of the starter, and the packages that it needs. */
export interface NodeDriver {
  /** Its file among `src/stores/`, without extension. */
  readonly module: string;
  /** The function in it that opens a store. */
  readonly open: string;
  /** Schemes of connection URLs that it reads. */
  readonly protocols: readonly string[];
  /** A URL for an example, and one where nothing answers. */
  readonly example: string;
  readonly unreachable: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** In Python: a text template of the starter, and the packages that it needs. */
export interface PythonDriver {
  /** Its module among `core/stores/`. */
  readonly module: string;
  /** The class in it. */
  readonly type: string;
  readonly packages: readonly string[];
}
