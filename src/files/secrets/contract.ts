import type { Kind } from '../../domain/kinds.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import type { EnvironmentPlan, SecretPlan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import type { TextValues } from '../../render/text.ts';

/** What the rest of the program asks of a way that secrets reach the cluster. */
export interface SecretBackend {
  /** Its files: templates, lists, scripts. */
  readonly files: () => readonly FileSpec[];
  /** Objects that stand for its secrets among the manifests of an environment, with the base file of each. */
  readonly manifests: (environment: EnvironmentPlan) => readonly Manifest[];
  /** Lines of `.gitignore` that keep plain secrets out of git. */
  readonly ignored: () => string;
  /** The config of gitleaks, which knows what may look like a secret. */
  readonly leakRules: () => string;
  /** Kinds of objects that it brings into the cluster beside those of the manifests. */
  readonly kinds: readonly Kind[];
  /** Who serves those kinds. */
  readonly operators: readonly Operator[];
  /** What must be in the cluster first: what, for what, and the command that shows it. */
  readonly prerequisites: readonly (readonly string[])[];
  /** The secrets of an environment that nothing brings with the first deployment, so that they must be there before. */
  readonly neededFirst: (environment: EnvironmentPlan) => readonly SecretPlan[];
  /** What the documents say. */
  readonly docs: SecretDocs;
}

/** Who serves kinds of a group, by the labels of its Deployments; official charts and manifests differ. */
export interface Operator {
  readonly group: string;
  readonly title: string;
  readonly labels: readonly string[];
}

/** What the documents say about secrets. */
export interface SecretDocs {
  /** A step of the first deployment, which has this number: how secrets come to be. */
  readonly firstDeploy: (step: number) => string;
  /** The sentence before the table of secrets. */
  readonly tableIntro: string;
  /** What stands where, and for what. */
  readonly files: readonly (readonly [path: string, purpose: string])[];
  /** The same in each environment, and who writes it. */
  readonly filesOfEach: readonly (readonly [path: string, purpose: string, writer: string])[];
  /** What is promised about secrets, and the command that shows it. */
  readonly promise: { readonly says: string; readonly check: string };
  /** How secrets that nobody reads any more go from git, as a sentence, and from the cluster, by name. */
  readonly removal: (
    folder: string,
    secrets: readonly string[],
  ) => { readonly inGit: string; readonly inCluster: readonly string[] };
  /** What a promotion needs before: every secret is … an environment. */
  readonly provided: string;
  /** What a secret looks like that pods cannot have. */
  readonly incident: () => TextValues;
  /** The runbook about a new value. */
  readonly rotation: (arrival: SecretArrival) => RunbookPage;
}

/** How a changed secret gets from git to the cluster: whoever delivers says it. */
export interface SecretArrival {
  /** Folder of the text templates that say it. */
  readonly templates: string;
  readonly values: () => TextValues;
}

/** A runbook: its text template, and what the template names. */
export interface RunbookPage {
  readonly template: string;
  readonly values: TextValues;
}
