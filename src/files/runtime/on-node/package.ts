import type { FileSpec, KeyPath, Value } from '../../../render/spec.ts';
import type { PackageSettings } from '../package-managers/contract.ts';
import { nodePackageManagers } from '../package-managers/index.ts';
import { driversOf, type PackageManager, type StarterInput } from './starter-input.ts';
import { inContext, origin, sample } from '../starter/sample.ts';
import { nodeTypes, oldestNode, versions } from './versions.ts';

/** The package.json of a project root without a starter: this tool is all that it needs. */
export function toolPackage(
  input: Pick<StarterInput, 'service' | 'packageManager' | 'toolVersion'>,
): readonly FileSpec[] {
  const { service, packageManager, toolVersion } = input;
  const value = {
    name: `${service}-deployment`,
    version: '0.0.0',
    private: true,
    type: 'module',
    ...engines(packageManager),
    devDependencies: tool(toolVersion),
  };
  return [packageJson('', packageManager, { value, ours: [] })];
}

function packageJson(
  context: string,
  packageManager: PackageManager,
  { value, ours }: { readonly value: Value; readonly ours: readonly KeyPath[] },
): FileSpec {
  const { name, version } = packageManager;
  const paths = [
    ...ours,
    ...Object.keys(nodePackageManagers[name].manifest(version)).map((key) => [key]),
  ];
  const needed =
    context === ''
      ? Object.keys(tool('')).map((name) => [
          ['devDependencies', name],
          ['dependencies', name],
        ])
      : [];
  return {
    path: inContext(context, 'package.json'),
    content: { kind: 'json', value },
    ownership: { kind: 'shared', ours: { kind: 'keys', paths }, needed },
    executable: false,
    origin,
  };
}

/** What one kind of application adds to package.json. */
export interface Additions {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: readonly PackageName[];
  readonly devDependencies: readonly PackageName[];
  readonly packages: PackageSettings;
}

/** The package.json of an application, and the settings of its package manager. */
export const manifest = (input: StarterInput, additions: Additions): readonly FileSpec[] => [
  packageJson(input.context, input.packageManager, {
    value: packageOf(input, additions),
    ours: [['engines', 'node']],
  }),
  ...packageManagerSettings(input.context, input.packageManager, additions.packages),
];

function packageOf(
  {
    service,
    description,
    context,
    nodeMajor,
    packageManager,
    metricsPath,
    checks,
    scripts,
    toolVersion,
  }: StarterInput,
  additions: Additions,
): Value {
  const drivers = driversOf(checks).map(({ node }) => node);
  return {
    name: service,
    version: '0.0.0',
    description,
    private: true,
    type: 'module',
    ...engines(packageManager),
    scripts: { ...additions.scripts, ...scripts },
    dependencies: sorted({
      ...pick(
        '@opentelemetry/api',
        '@opentelemetry/exporter-trace-otlp-proto',
        '@opentelemetry/resources',
        '@opentelemetry/sdk-trace-node',
        'pino',
        ...additions.dependencies,
      ),
      ...(metricsPath === '' ? {} : pick('prom-client')),
      ...merged(drivers.map(({ dependencies }) => dependencies)),
    }),
    devDependencies: sorted({
      ...pick('oxlint', 'typescript', 'vite', 'vitest', ...additions.devDependencies),
      '@types/node': nodeTypes[nodeMajor],
      ...merged(drivers.map(({ devDependencies }) => devDependencies)),
      ...(context === '' ? tool(toolVersion) : {}),
    }),
    ...nodePackageManagers[packageManager.name].newManifest(additions.packages),
  };
}

/** How every application is checked. */
export const checkScripts = {
  lint: 'oxlint --deny-warnings src test',
  test: 'vitest run',
  'test:unit': 'vitest run test/unit',
  'test:integration': 'vitest run test/integration',
  'check:circular': 'oxlint --import-plugin --allow all --deny import/no-cycle src',
};

// The image has a Node of its own: this says where the repository can be worked in.
const engines = ({ name, version }: PackageManager) => ({
  engines: { node: `>=${oldestNode}` },
  ...nodePackageManagers[name].manifest(version),
});

const tool = (version: string): Readonly<Record<string, string>> => ({
  'create-gitops-service': version,
  ...pick('constructs', 'projen'),
});

type PackageName = keyof typeof versions;

const pick = (...names: readonly PackageName[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, versions[name]]));

type Packages = Readonly<Record<string, string>>;

const merged = (all: readonly Packages[]): Packages => Object.assign({}, ...all);

const sorted = (packages: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The settings of the package manager, where it has some. */
export const packageManagerSettings = (
  context: string,
  { name }: PackageManager,
  packages: PackageSettings = { unbuilt: ['esbuild'], held: {} },
): readonly FileSpec[] =>
  nodePackageManagers[name]
    .settings(packages)
    .map(({ path, value }) => sample(context, path, { kind: 'yaml', documents: [value] }));

/** The config of the deployment, where it stands beside the application: then its types are checked, too. */
export const configsOf = ({
  context,
  upkeep,
}: Pick<StarterInput, 'context' | 'upkeep'>): readonly string[] =>
  context === '' && upkeep === 'generated' ? ['.projenrc.ts'] : [];

/** TypeScript at its strictest, on what Node runs by itself. */
export const strictOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['ES2023'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** What the linter demands. */
export const oxlintrc = {
  $schema: './node_modules/oxlint/configuration_schema.json',
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  env: { node: true },
  ignorePatterns: ['dist'],
  rules: { 'import/no-cycle': 'error', 'unicorn/consistent-function-scoping': 'off' },
};
