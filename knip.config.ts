import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    // What esbuild starts from (scripts/bundle.mjs).
    'src/index.ts',
    'src/projen/index.ts',
    'src/resync.ts',
    'src/cli/{create-gitops-service,gitops-service,json-schema}.ts',
    '.projenrc.ts',
    'scripts/**/*.{ts,mjs}',
    'bench/*.{mjs,cjs}',
    // Loaded by name into a child process.
    'test/faults/{preload,rounds}.ts',
    'test/plan/recording-host.ts',
    // Writes rows for tables of unions, whichever there are.
    'test/architecture/unions.ts',
  ],
  vitest: { config: ['vitest.config.ts', 'vitest.conformance.config.ts', 'vitest.live.config.ts'] },
  project: ['src/**', 'test/**', 'scripts/**', 'bench/**', 'projenrc/**'],
  // Trees that are read and judged, not run.
  ignore: ['test/judges/clean-tree/**'],
  // An export that its own file uses too costs a reader nothing, and tests come and go.
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Started by scripts/check-package.ts.
    '@arethetypeswrong/cli',
    'publint',
    // Loaded by name, as Ajv is CommonJS.
    'ajv-formats',
    // Of a generated application, whose tests knip takes for ours.
    'react-dom',
    // Its binary is found by path (test/kustomize/binary.ts).
    'kustomize',
    // Dependencies of @changesets/cli, named in its settings.
    '@changesets/changelog-git',
    '@changesets/config',
  ],
  // Programs that users and runners have.
  ignoreBinaries: ['go', 'kubectl', 'mkfifo', 'mount', 'umount', 'unshare'],
};

export default config;
