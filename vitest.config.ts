import { defineConfig } from 'vitest/config';

/** Tests that start our programs, or whose process is not as before when they end. */
const alone = [
  'ci/push-release',
  'cli/!(help|package-managers|parse|questions|spinner|store-*|wired-stores)',
  'cli/add/*',
  'examples',
  'package/*',
  'projen/*',
  'sample',
  'secrets/typed',
  'trust/*',
  // They replace functions of Node, change the environment, or count calls.
  'history/*',
  'laws/{determinism,growth,there-and-back}',
  'review/consequences/gate',
  'write/{config-changes,faults,journal,killed,lock,properties,swapped}',
].map((name) => `test/${name}.test.ts`);
const others = ['test/conformance/**', 'test/live/live.test.ts', 'node_modules/**'];

/** The first tier: needs Node, git and what `npm ci` installs. */
export default defineConfig({
  test: {
    setupFiles: ['test/setup/templates.ts', 'test/setup/no-sync.ts'],
    // Most tests wait for a child process, so no core is left over for others as vitest would.
    maxWorkers: '100%',
    // A machine that others use, too, can take several times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, ...others],
          // What all of them import is loaded once for each core, not once for each file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          exclude: others,
          globalSetup: ['test/package/pack.ts'],
        },
      },
    ],
  },
});
