/**
 * Every version that we pin, in one table, which Renovate reads too
 * (projenrc/renovate.ts). Images stay overridable in the config, for mirrors and digests.
 */
export const versions = {
  // renovate: datasource=npm depName=pnpm
  pnpm: '10.34.9',
  node: {
    22: {
      build: 'docker.io/library/node:22.21.1-bookworm-slim',
      run: 'gcr.io/distroless/nodejs22-debian12:nonroot',
    },
    24: {
      build: 'docker.io/library/node:24.11.1-bookworm-slim',
      run: 'gcr.io/distroless/nodejs24-debian12:nonroot',
    },
  },
  // renovate: datasource=pypi depName=uv
  uv: '0.13.9',
  python: {
    '3.11': {
      build: 'docker.io/library/python:3.11.14-slim-bookworm',
      run: 'docker.io/library/python:3.11.14-slim-bookworm',
    },
    '3.12': {
      build: 'docker.io/library/python:3.12.12-slim-bookworm',
      run: 'docker.io/library/python:3.12.12-slim-bookworm',
    },
    '3.13': {
      build: 'docker.io/library/python:3.13.9-slim-bookworm',
      run: 'docker.io/library/python:3.13.9-slim-bookworm',
    },
    '3.14': {
      build: 'docker.io/library/python:3.14.0-slim-bookworm',
      run: 'docker.io/library/python:3.14.0-slim-bookworm',
    },
  },
} as const;
