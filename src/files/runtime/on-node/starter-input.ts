import type { Driver } from '../../../stores/drivers/driver.ts';
import { drivers, type DriverName } from '../../../stores/drivers/index.ts';
import type { NodePackageManagerName } from '../../../plan/runtime/package-managers.ts';
import type { AnyRuntime, NodeToolchain } from '../../../plan/runtime/runtime.ts';
import type { StarterRequest } from '../contract.ts';
import { validateDataCommand } from './validate-data.ts';

/** A store that the readiness probe asks. */
export interface StoreCheck {
  /** As the health answer calls it, such as `user-database`. */
  readonly name: string;
  /** How it is asked. */
  readonly driver: DriverName;
  /** Holds the store's URL, such as `DATABASE_URL`. */
  readonly environmentVariable: string;
  readonly critical: boolean;
}

/** The package manager of a service, at one exact version. */
export interface PackageManager {
  readonly name: NodePackageManagerName;
  readonly version: string;
}

/** Everything that shapes the starter application of one component. */
export interface StarterInput {
  readonly service: string;
  readonly description: string;
  /** The folder of the component's build context, without slashes at its ends; '' is the project root. */
  readonly context: string;
  readonly port: number;
  readonly nodeMajor: NodeToolchain['nodeMajor'];
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
  /** Whether `.env` has what the application reads. */
  readonly hasEnvironment: boolean;
  /** The version of this tool that the service starts with. */
  readonly toolVersion: string;
  readonly upkeep: StarterRequest['upkeep'];
}

/** What is asked for, for an application on Node: it has its folder to itself. */
export function starterInput(
  { components: [component], ...request }: StarterRequest,
  { nodeMajor, packageManager, packageManagerVersion, copy }: NodeToolchain & AnyRuntime,
): StarterInput {
  const { description, toolVersion, upkeep, context, hasEnvironment } = request;
  const { name, port, livePath, readyPath, metricsPath, checks, topics } = component;
  return {
    service: name,
    description,
    context,
    port,
    nodeMajor,
    packageManager: { name: packageManager, version: packageManagerVersion },
    livePath,
    readyPath,
    metricsPath,
    checks,
    topics,
    copy,
    scripts: scriptsOf(component.scripts, copy),
    hasEnvironment,
    toolVersion,
    upkeep,
  };
}

/** Extra scripts check the static data where there is some; otherwise they fail until somebody writes them. */
function scriptsOf(names: readonly string[], copy: readonly string[]): Record<string, string> {
  const command =
    copy.length > 0
      ? validateDataCommand(copy)
      : 'echo "write this script in package.json" && exit 1';
  return Object.fromEntries(names.map((name) => [name, command]));
}

/** The drivers that checks need, each once, in the order of their table. */
export const driversOf = (checks: readonly StoreCheck[]): readonly Driver[] =>
  Object.entries(drivers).flatMap(([name, driver]) =>
    checks.some((check) => check.driver === name) ? [driver] : [],
  );
