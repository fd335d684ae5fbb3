import { defineConfig } from 'vitest/config';

/** The first tier: needs Node, git and what `npm ci` installs. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/conformance/**', 'test/live/live.test.ts', 'node_modules/**'],
    setupFiles: ['test/setup/templates.ts'],
    globalSetup: ['test/package/pack.ts'],
    // Most tests wait for a child process, so no core is left over for others as vitest would.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
