import type { EnvironmentPlan } from '../../plan/plan.ts';
import type { FileSpec, Value } from '../../render/spec.ts';
import type { Mapping } from '../workflows/workflow.ts';

/** What the rest of the program asks of what renders the manifests. */
export interface Packager {
  readonly files: () => readonly FileSpec[];
  /** Where people put manifests or values of their own: folders and files. */
  readonly ownPlaces: () => readonly string[];
  /** What Argo CD reads for an environment. */
  readonly sources: (environment: EnvironmentPlan) => readonly ManifestSource[];
  /** What workflows do with it. */
  readonly ci: PackagingCi;
  /** How an image stands in a release file, for the script that edits these without us. */
  readonly releaseShape: ReleaseShape;
  /** Its part of the script that deploys. */
  readonly script: PackagingScript;
  /** What the documents say. */
  readonly docs: PackagingDocs;
}

/** A folder of manifests, and how Helm reads it, if it is a chart. */
export interface ManifestSource {
  readonly path: string;
  readonly helm?: { readonly releaseName: string; readonly valueFiles: readonly string[] };
}

/** What workflows do with the manifests. */
export interface PackagingCi {
  /** Steps that install what the runner lacks. */
  readonly install: readonly Mapping[];
  /** The step that renders every environment into `${RUNNER_TEMP}/rendered`, as Argo CD will. */
  readonly render: () => Mapping;
}

/** Where an image begins in a release file, as regular expressions of awk, and what its tag is called. */
export interface ReleaseShape {
  readonly apart: string;
  readonly nameLine: string;
  readonly tagKey: string;
}

/** Its part of the script that deploys. */
export interface PackagingScript {
  /** Programs that must be there. */
  readonly programs: string;
  /** Functions of bash. */
  readonly functions: (input: {
    readonly fieldManager: string;
    readonly historyMax: number;
  }) => string;
  /** Settings that are empty unless an environment says otherwise. */
  readonly defaults: string;
  /** Settings of an environment on the line of its namespace. */
  readonly settings: (environment: EnvironmentPlan) => string;
  /** Folder, release and files of values of each chart. */
  readonly charts: (environment: EnvironmentPlan) => readonly string[];
}

/** What the documents say about the manifests. */
export interface PackagingDocs {
  /** Programs that a person needs for it besides kubectl. */
  readonly programs: readonly string[];
  /** Head of the column that names the record of what CI has deployed. */
  readonly record: string;
  /** Folders whose history is the history of the manifests. */
  readonly manifests: string;
  /** How a deployment brings them to the cluster. */
  readonly deployed: string;
  /** A row about objects that left the manifests. */
  readonly removed: string;
  /** What a deployment does with those of them that must stay: a sentence. */
  readonly left: string;
  /** What all environments share. */
  readonly sharedFiles: () => readonly (readonly [path: string, purpose: string])[];
  /** What is different in an environment, and where people add to it. */
  readonly ownFiles: (environment: string) => readonly {
    readonly different: string;
    readonly custom: string;
    readonly holds: string;
  }[];
  /** Rows of symptoms that only it has. */
  readonly symptoms: (script: string) => string;
  /** Commands that show what it has done in an environment. */
  readonly history: (environment: EnvironmentPlan) => readonly string[];
  /** How many revisions the cluster keeps, and the command that shows them; nothing where it keeps none. */
  readonly revisions: (
    environment: EnvironmentPlan,
    historyMax: number,
  ) => { readonly says: string; readonly check: string } | undefined;
  /** How the cluster goes back without git; `byHand` deploys from a clone. */
  readonly emergency: (environment: EnvironmentPlan, byHand: string) => string;
  /** How a database is told to come up from its backup: what to write where, and what stays of it. */
  readonly restore: (restored: RestoredStore) => { readonly ask: string; readonly keep: string };
}

/** A database that comes up from its backup when it is created again. */
export interface RestoredStore {
  readonly environment: Pick<EnvironmentPlan, 'name' | 'folder' | 'branch'>;
  /** Key in the config. */
  readonly key: string;
  readonly objectName: string;
  /** The patch of its object that says so. */
  readonly patch: Value;
}
