import { defineConfig } from 'vitest/config';

/** Tests that start no program of ours and change nothing of their process: they share one. */
const pure = [
  ...[
    'architecture',
    'bootstrap',
    'compose',
    'config',
    'docs',
    'docs-of-repo',
    'domain',
    'files',
    'helm',
    'kustomize',
    'plan',
    'stores',
  ].map((folder) => `test/${folder}/**/*.test.ts`),
  // Some laws count calls, replace functions of Node, or change the environment.
  'test/laws/!(determinism|growth|there-and-back).test.ts',
];

/** The first tier: needs Node, git and what `npm ci` installs. */
export default defineConfig({
  test: {
    setupFiles: ['test/setup/templates.ts'],
    // Most tests wait for a child process, so no core is left over for others as vitest would.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          // What all of them import is loaded once for each core, not once for each file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, 'test/conformance/**', 'test/live/live.test.ts', 'node_modules/**'],
          globalSetup: ['test/package/pack.ts'],
        },
      },
    ],
  },
});
