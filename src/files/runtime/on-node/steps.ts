import type { NodeToolchain } from '../../../plan/runtime/runtime.ts';
import { inContext, inFolder } from '../folder.ts';
import { nodePackageManagers } from '../package-managers/index.ts';
import { action, run } from '../../workflows/workflow.ts';
import type { Mapping } from '../../workflows/workflow.ts';

interface ToolchainInput {
  /** `.` or a relative folder. */
  readonly context: string;
  /** Whether downloads may be kept between runs: never in a job that publishes or pushes. */
  readonly cached: boolean;
  /** Whether packages may run their install scripts: never in a job with credentials. */
  readonly scripts: boolean;
}

/** Steps that bring Node, the package manager and the locked packages of a folder. */
export function toolchainSteps(
  { nodeMajor, packageManager, packageManagerVersion }: NodeToolchain,
  { context, cached, scripts }: ToolchainInput,
): readonly Mapping[] {
  const { lockfile, setUp, install } = nodePackageManagers[packageManager];
  const cache = cached
    ? { cache: packageManager, 'cache-dependency-path': inFolder(context, lockfile) }
    : { 'package-manager-cache': false };
  return [
    ...setUp(packageManagerVersion),
    action('Set up Node', 'actions/setup-node', { 'node-version': String(nodeMajor), ...cache }),
    run(
      'Install the locked packages',
      scripts ? install : `${install} --ignore-scripts`,
      inContext(context),
    ),
  ];
}

/** Steps that set up a toolchain in a folder and run scripts of its package.json. */
export const checkSteps = (
  toolchain: NodeToolchain,
  context: string,
  scripts: readonly string[],
): readonly Mapping[] => [
  ...toolchainSteps(toolchain, { context, cached: true, scripts: true }),
  ...scriptSteps(toolchain, context, scripts),
];

/** A step for each package.json script. */
export const scriptSteps = (
  { packageManager }: NodeToolchain,
  context: string,
  scripts: readonly string[],
): readonly Mapping[] =>
  scripts.map((script) =>
    run(titleOf(script), `${packageManager} run ${script}`, inContext(context)),
  );

/** A step that stops on vulnerable dependencies of this severity and above. */
export const auditStep = (
  { packageManager }: NodeToolchain,
  {
    context,
    severity,
    more,
  }: { readonly context: string; readonly severity: string; readonly more: Mapping },
): Mapping =>
  run('Audit dependencies', `${packageManager} audit --audit-level=${severity}`, {
    ...inContext(context),
    ...more,
  });

const titles: Readonly<Record<string, string | undefined>> = {
  typecheck: 'Check types',
  lint: 'Lint',
  'test:unit': 'Unit tests',
  'test:integration': 'Integration tests',
  'check:circular': 'Look for circular imports',
  'datasets:validate': 'Validate data files',
};

const titleOf = (script: string): string => titles[script] ?? `Run ${script}`;
