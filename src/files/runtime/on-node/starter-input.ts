/** A store that the readiness probe asks. */
export interface StoreCheck {
  /** As the health answer calls it, such as `user-database`. */
  readonly name: string;
  readonly kind: 'postgres' | 'redis';
  /** Holds the store's URL, such as `DATABASE_URL`. */
  readonly environmentVariable: string;
  readonly critical: boolean;
}

/** The package manager of a service, at one exact version. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm';
  readonly version: string;
}

/** Everything that shapes the starter application of one component. */
export interface StarterInput {
  readonly service: string;
  readonly description: string;
  /** The folder of the component's build context, without slashes at its ends; '' is the project root. */
  readonly context: string;
  readonly port: number;
  readonly nodeMajor: 22 | 24;
  readonly packageManager: PackageManager;
  readonly livePath: string;
  readonly readyPath: string;
  /** Where Prometheus asks; empty when it does not. */
  readonly metricsPath: string;
  readonly checks: readonly StoreCheck[];
  /** Topics whose events it takes. */
  readonly topics: readonly string[];
  /** Static folders that the image gets too, relative to the context. */
  readonly copy: readonly string[];
  /** More scripts of package.json, by name; `validateDataCommand` makes one for the static folders. */
  readonly scripts: Readonly<Record<string, string>>;
  /** The version of this tool that the service starts with. */
  readonly toolVersion: string;
}
