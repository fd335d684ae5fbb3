import type { CiPlan, ComponentPlan, Plan } from '../../plan/plan.ts';
import type { Folder } from '../../plan/runtime/folders.ts';
import type { RuntimePlan } from '../../plan/runtime/runtime.ts';
import type { FileSpec } from '../../render/spec.ts';
import type { DriverName } from '../../stores/drivers/index.ts';
import type { Mapping } from '../workflows/workflow.ts';
import type { Recipe } from './image/recipe.ts';
import type { PackageManager } from './package-managers/contract.ts';

/** What the rest of the program asks about what an image is made of. */
export interface Runtime {
  /** How the image is built, and from which paths; nothing where its people write the Dockerfile. */
  readonly image: (input: ImageInput) => Recipe | undefined;
  /** A small application to start from, for the components of one folder. */
  readonly starter: (input: StarterRequest) => readonly FileSpec[];
  /** Steps of a workflow that check a folder, from setting up its tools to auditing its packages. */
  readonly checks: (folder: Folder, input: ChecksInput) => readonly Mapping[];
  /** Commands that run the starter of a folder on this machine, inside of it, and restart it at every save. */
  readonly develop: (folder: Folder, local: DevelopInput) => readonly string[];
  /** Commands that run the tests of the starter of a folder, inside of it. */
  readonly test: readonly string[];
  /** How an application that is not ours, in a folder, talks to a store; nothing where we do not know its language. */
  readonly client: (driver: DriverName, folder: string) => StoreClient | undefined;
  /** What installs its packages, and which lockfiles and updates there are therefore. */
  readonly packageManagers: readonly PackageManager[];
  /** The command that installs what writes its lockfiles, where that comes neither with the language nor with us. */
  readonly needs: string | undefined;
  /** What its tools leave behind and git must not know, beside what every repository ignores. */
  readonly ignored: readonly string[];
}

/** The client of a store, in the language of a runtime. */
export interface StoreClient {
  readonly language: 'typescript' | 'python';
  /** What is done for its packages, and what undoes it. */
  readonly add: string;
  readonly remove: string;
}

/** What the lines of a Dockerfile name that a runtime brings. */
export interface ImageInput {
  readonly port: number;
  readonly livePath: string;
}

/** What there is on this machine. */
export interface DevelopInput {
  /** Where a component listens that cannot have its own port, because another one has it. */
  readonly otherPortOf: (component: ComponentPlan) => number | undefined;
  /** Whether `.env` has what the application reads. */
  readonly hasEnvironment: boolean;
}

/** How strictly folders are checked. */
export interface ChecksInput {
  readonly ci: Pick<CiPlan, 'root' | 'audit'>;
  /** What a step says that must not stop what cannot wait. */
  readonly unlessUrgent: Mapping;
}

/** The components of one folder that get an application. */
export interface StarterRequest {
  readonly description: string;
  /** The version of this tool that the service starts with. */
  readonly toolVersion: string;
  /** Who keeps the files: a repository that stands alone has no config. */
  readonly upkeep: Plan['upkeep'];
  /** The folder, without slashes at its ends; '' is the project root. */
  readonly context: string;
  /** Whether `.env` has what the application reads. */
  readonly hasEnvironment: boolean;
  readonly components: readonly [StarterComponent, ...StarterComponent[]];
}

/** One of them. */
export interface StarterComponent {
  readonly name: string;
  readonly runtime: RuntimePlan;
  readonly port: number;
  readonly livePath: string;
  readonly readyPath: string;
  /** Where Prometheus asks; empty when it does not. */
  readonly metricsPath: string;
  readonly checks: ComponentPlan['checks'];
  /** Topics whose events it takes. */
  readonly topics: readonly string[];
  /** Extra checks of pull requests, by name. */
  readonly scripts: readonly string[];
}
