import { existsSync, readdirSync } from 'node:fs';

// Every kind of store keeps its versions in a file of this name.
const storeVersions = readdirSync('src/stores')
  .sort()
  .map((kind) => `src/stores/${kind}/versions.ts`)
  .filter((path) => existsSync(path));

const from = (path: string): string[] => [`/^${path.replaceAll('.', '\\.')}$/`];

/** One manager: where it looks, and what it reads there. */
interface Manager {
  readonly paths: readonly string[];
  readonly match: string;
  readonly more?: Readonly<Record<string, string>>;
}

// What a comment says ahead of a version.
const remark =
  '// renovate: datasource=(?<datasource>\\S+)(?: registryUrl=(?<registryUrl>\\S+))? depName=(?<depName>\\S+)\\n';

/** How Renovate finds the versions that stand in our tables. */
export const managers: readonly Manager[] = [
  {
    // The next line holds the version, or an image with it.
    paths: [
      'src/plan/versions.ts',
      'src/plan/bootstrap-charts.ts',
      'projenrc/workflows/release.ts',
      ...storeVersions,
    ],
    match: `${remark}[^\\n{]*'(?:[^'\\n:]+:)?(?<currentValue>v?\\d[^':@\\n]*)'[,;]`,
  },
  {
    // A chart: a row with a version, and no address that holds it too.
    paths: ['src/plan/bootstrap-charts.ts'],
    match: `${remark} +\\S+: \\{\\n(?: {4}[^\\n]*\\n)*? {4}version: '(?<currentValue>[^']+)',\\n {4}namespace`,
  },
  {
    // A release: its address holds the version too, and every mention in the match is replaced.
    paths: ['src/plan/bootstrap-charts.ts', ...storeVersions],
    match: `${remark} +\\S+: \\{\\n(?: {4}[^\\n]*\\n)*? {4}version: '(?<currentValue>[^']+)',\\n {4}url: '[^']+'`,
    more: { extractVersionTemplate: '^v?(?<version>.+)$' },
  },
  {
    // Images of a runtime, one for each major version.
    paths: ['src/plan/versions.ts'],
    match: `'docker\\.io/library/(?<depName>node|python):(?<currentValue>[^'@]+)'`,
    more: { datasourceTemplate: 'docker' },
  },
  {
    // PostgreSQL, one for each major version.
    paths: ['src/stores/postgres/versions.ts'],
    match: ` (?:\\d\\d): '(?<currentValue>\\d+\\.\\d+)'`,
    more: { datasourceTemplate: 'docker', depNameTemplate: 'ghcr.io/cloudnative-pg/postgresql' },
  },
  {
    // Actions of generated workflows and of our own.
    paths: ['src/files/workflows/actions.ts'],
    match:
      `'(?<depName>[\\w-]+/[\\w-]+)': \\{\\s*` +
      `sha: '(?<currentDigest>[0-9a-f]{40})',\\s*version: '(?<currentValue>v[^']+)'`,
    more: { datasourceTemplate: 'github-tags' },
  },
  {
    // Programs that generated workflows install.
    paths: ['src/files/workflows/actions.ts'],
    match: `'(?<depName>github\\.com/[^/']+/[^/']+)/[^@']+@(?<currentValue>v[^']+)'`,
    more: { datasourceTemplate: 'go' },
  },
  {
    // package.json is generated from here; its own manager moves the lock file in the same pull request.
    paths: ['projenrc/manifest.ts'],
    match: ` '?(?<depName>@?[a-z][\\w./-]*)'?: '(?<currentValue>~?\\d+\\.[^']+)'`,
    more: { datasourceTemplate: 'npm' },
  },
];

/** The settings of Renovate for this repository; generated repositories have settings of their own. */
export const renovate = {
  $schema: 'https://docs.renovatebot.com/renovate-schema.json',
  extends: ['config:recommended', ':disableDependencyDashboard'],
  minimumReleaseAge: '7 days',
  schedule: ['before 6am on monday'],
  // What is generated follows from the tables; what is judged stays as it is.
  ignorePaths: ['examples/**', 'templates/**', 'test/judges/clean-tree/**'],
  customManagers: managers.map(({ paths, match, more }) => ({
    customType: 'regex',
    managerFilePatterns: paths.flatMap(from),
    matchStrings: [match],
    ...more,
  })),
  packageRules: [
    {
      description: 'Each row is a line of its own: only its newest release',
      matchFileNames: ['src/plan/versions.ts', 'src/stores/postgres/versions.ts'],
      matchDepNames: ['node', 'ghcr.io/cloudnative-pg/postgresql'],
      matchUpdateTypes: ['major'],
      enabled: false,
    },
    {
      description: 'Minor versions of Python are lines too',
      matchFileNames: ['src/plan/versions.ts'],
      matchDepNames: ['python'],
      matchUpdateTypes: ['major', 'minor'],
      enabled: false,
    },
    {
      description: 'Breaks often, and is the host of every config',
      matchDepNames: ['projen'],
      matchUpdateTypes: ['minor'],
      groupName: 'projen',
    },
  ],
};
