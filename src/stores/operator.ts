/** Software that must run in the cluster before a store can: it defines kinds of objects, and serves them. */
export interface Operator {
  /** Its name among the steps of a bootstrap. */
  readonly name: string;
  readonly title: string;
  readonly why: string;
  /** As a list of prerequisites calls it. */
  readonly prerequisite: string;
  /** What is not there without it. */
  readonly neededFor: string;
  readonly version: string;
  /** The manifest that the project publishes with each release. */
  readonly url: string;
  readonly namespace: string;
  /** Deployments that must be available before what follows. */
  readonly deployments: readonly string[];
  /** API group of the kinds that it serves. */
  readonly group: string;
  /** A definition that shows that it was installed. */
  readonly definition: string;
  /** Labels of its Deployments; charts and manifests may differ. */
  readonly labels: readonly string[];
  /** Whether it asks cert-manager for certificates. */
  readonly needsCertificates: boolean;
  /** Kinds of its objects that a deployment waits for, and what kubectl calls them. */
  readonly waited: Readonly<Record<string, string>>;
}
