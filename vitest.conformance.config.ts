import { defineConfig } from 'vitest/config';

/** The second tier: the judges of the field and generated programs used for real; needs Go and Python. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.test.ts'],
    setupFiles: ['test/setup/templates.ts'],
    globalSetup: ['test/conformance/setup.ts', 'test/package/pack.ts'],
    testTimeout: 10 * 60_000,
    hookTimeout: 20 * 60_000,
    maxWorkers: 2,
    reporters: ['verbose'],
  },
});
