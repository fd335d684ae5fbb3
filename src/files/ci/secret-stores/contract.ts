import type { Mapping, Permissions } from '../../workflows/workflow.ts';

/** What workflows ask of a store: how a job gets the credentials of the registry. */
export interface SecretStoreSteps {
  /** Secrets that GitHub must hold for it. */
  readonly secrets: readonly string[];
  /** Steps that fetch the credentials. */
  readonly fetch: readonly Mapping[];
  /** Where the steps that follow find them. */
  readonly credentials: Credentials;
  /** What such a job may do besides. */
  readonly permissions: Permissions;
}

/** User and password of a registry, as expressions. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}
