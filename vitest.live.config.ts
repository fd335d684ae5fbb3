import { defineConfig } from 'vitest/config';

/** The third tier: a real API server, Argo CD and operators; needs Go and root. Started by `npm run live`. */
export default defineConfig({
  test: {
    include: ['test/live/live.test.ts'],
    setupFiles: ['test/setup/templates.ts'],
    globalSetup: ['test/package/pack.ts', 'test/live/setup.ts'],
    // A machine of others' can be three times slower than it was a minute ago.
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
    // Scenarios of one file run beside each other: they wait most of their time.
    maxConcurrency: 6,
    reporters: ['verbose'],
  },
});
