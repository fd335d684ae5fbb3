import type { NodeToolchain } from '../../../plan/runtime/runtime.ts';
import { action, run } from '../../ci/workflow.ts';
import type { Mapping } from '../../ci/workflow.ts';

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
  const { lockfile, install } = packageManagers[packageManager];
  const cache = cached
    ? { cache: packageManager, 'cache-dependency-path': inFolder(context, lockfile) }
    : { 'package-manager-cache': false };
  return [
    ...(packageManager === 'pnpm'
      ? [
          action('Set up pnpm', 'pnpm/action-setup', {
            version: packageManagerVersion,
            run_install: false,
          }),
        ]
      : []),
    action('Set up Node', 'actions/setup-node', { 'node-version': String(nodeMajor), ...cache }),
    run(
      'Install the locked packages',
      scripts ? install : `${install} --ignore-scripts`,
      inContext(context),
    ),
  ];
}

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

const packageManagers = {
  npm: { lockfile: 'package-lock.json', install: 'npm ci' },
  pnpm: { lockfile: 'pnpm-lock.yaml', install: 'pnpm install --frozen-lockfile' },
} satisfies Record<NodeToolchain['packageManager'], { lockfile: string; install: string }>;

const titles: Readonly<Record<string, string | undefined>> = {
  typecheck: 'Check types',
  lint: 'Lint',
  'test:unit': 'Unit tests',
  'test:integration': 'Integration tests',
  'check:circular': 'Look for circular imports',
  'datasets:validate': 'Validate data files',
};

const titleOf = (script: string): string => titles[script] ?? `Run ${script}`;
/** A file of a folder, from the root. */
export const inFolder = (context: string, file: string): string =>
  context === '.' ? file : `${context}/${file}`;
/** Where a step of a folder works. */
export const inContext = (context: string): Mapping =>
  context === '.' ? {} : { 'working-directory': context };
