import type { NextConfig } from 'next';

const config: NextConfig = {
  // A server with the packages it needs and no others: what the Dockerfile copies.
  output: 'standalone',
  // Without these a lockfile in a folder above would move the root of the build.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
};

export default config;
