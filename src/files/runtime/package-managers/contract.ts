import type { Mapping } from '../../workflows/workflow.ts';
import type { Value } from '../../../render/spec.ts';
import type { TextTemplate } from '../image/recipe.ts';

/** What is asked of every package manager. */
export interface PackageManager {
  /** What Dependabot calls its packages. */
  readonly ecosystem: string;
  /** Commands that write its lockfiles, inside of their folder; they belong in git. */
  readonly lock: readonly string[];
  /** What the build of an image reads of it. */
  readonly files: readonly string[];
  /** The first lines of a Dockerfile, but for the build image: they install the locked packages. */
  readonly image: (version: string) => TextTemplate;
}

/** What is asked of one that installs packages of Node. */
export interface NodePackageManager extends PackageManager {
  readonly lockfile: string;
  /** Leaves the packages that a server needs when it runs, in a Dockerfile. */
  readonly prune: string;
  /** Steps of a workflow that bring the package manager itself. */
  readonly setUp: (version: string) => readonly Mapping[];
  /** Installs the locked packages, in a workflow. */
  readonly install: string;
  /** Adds packages at exact versions, and takes them out; the names follow. */
  readonly add: string;
  readonly remove: string;
  /** What package.json says about it. */
  readonly manifest: (version: string) => Readonly<Record<string, string>>;
  /** What a new package.json says about packages; from then on it is its owner's. */
  readonly newManifest: (packages: PackageSettings) => Readonly<Record<string, Value>>;
  /** Its own settings, in a file of their own. */
  readonly settings: (packages: PackageSettings) => readonly SettingsFile[];
}

/** What is said about packages beside the ones that are asked for. */
export interface PackageSettings {
  /** They work without the script that they would run when they are installed. */
  readonly unbuilt: readonly string[];
  /** Exact versions of packages that come with others. */
  readonly held: Readonly<Record<string, string>>;
}

interface SettingsFile {
  readonly path: string;
  readonly value: Value;
}

interface DevelopCommands {
  readonly install: readonly string[];
  /** `variables` are written ahead of a program: `PORT=3001 `. */
  readonly start: (program: string, hasEnvironment: boolean, variables: string) => string;
  readonly test: string;
}

/** What is asked of one that installs packages of Python. */
export interface PythonPackageManager extends PackageManager {
  /** What the step that sets up Python is told about it. */
  readonly setUp: (context: string) => Mapping;
  /** The command that installs what writes the lockfiles, which does not come with Python. */
  readonly needs: (version: string) => string;
  /** Steps of a workflow that install the locked packages of a folder into `.venv`. */
  readonly install: (version: string, context: string) => readonly Mapping[];
  /** Installs the locked packages on this machine, and starts a program of theirs that starts `python`. */
  readonly develop: DevelopCommands;
  /** The lines of pyproject.toml above the packages that only developers need. */
  readonly developmentSection: string;
}
