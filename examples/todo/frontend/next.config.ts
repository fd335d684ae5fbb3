import type { NextConfig } from 'next';

const config: NextConfig = {
  // A server with only the packages it needs; the Dockerfile copies it.
  output: 'standalone',
  // Without these, a lockfile in a parent folder would change the root of the build.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
};

export default config;
