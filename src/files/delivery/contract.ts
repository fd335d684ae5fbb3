import type { EnvironmentPlan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import type { PausedDelivery } from '../../stores/documents.ts';
import type { Document } from '../writing/document.ts';
import type { RunbookPage, SecretArrival } from '../secrets/contract.ts';

/** What the rest of the program asks of who brings what git says to the cluster. */
export interface Delivery {
  /** Its manifests and scripts, and the workflows that build, and that deploy or write down what shall run. */
  readonly files: () => readonly FileSpec[];
  /** What the documents say. */
  readonly docs: DeliveryDocs;
}

/** What the documents say about a delivery. */
export interface DeliveryDocs {
  /** Everything that is done once, in order. */
  readonly firstDeploy: () => Document;
  /** The runbook about releases, rollbacks and incidents; nothing about what others write. */
  readonly runbook: (topic: string) => RunbookPage | undefined;
  /** How a changed secret gets from git to the cluster. */
  readonly secretArrival: SecretArrival;
  /** How nothing is deployed to an environment for a while, and then again. */
  readonly pause: (environment: EnvironmentPlan) => PausedDelivery;
  /** What it does with objects that left git and must stay: a sentence. */
  readonly left: string;
  /** How a commit reaches the clusters, drawn. */
  readonly diagram: () => string;
  /** Who changes the clusters when, below that drawing. */
  readonly meaning: () => string;
  /** In which order it applies objects, where it does so in steps. */
  readonly order: () => string;
  /** Head of the column that names what records a deployment. */
  readonly record: string;
  /** What stands where, and for what. */
  readonly files: readonly FileRow[];
  /** The same in each environment. */
  readonly filesOfEach: readonly FileRow[];
  /** What is promised about operation; nothing that is only hoped for. */
  readonly promises: DeliveryPromises;
}

/** A path, and what stands there. */
export type FileRow = readonly [path: string, purpose: string];

/** What is promised, where the config says it, and the command that shows it. */
export interface PromiseCells {
  readonly says: string;
  readonly where: string;
  readonly check: string;
}

/** What a delivery promises about operation. */
export interface DeliveryPromises {
  readonly changeInTime: readonly PromiseCells[];
  readonly rolloutInTime: (environment: EnvironmentPlan) => readonly PromiseCells[];
  readonly earlierRelease: () => PromiseCells;
  readonly backInTime: (environment: EnvironmentPlan) => readonly PromiseCells[];
  /** Who deploys instead of people. */
  readonly nobodyByHand: string;
}
