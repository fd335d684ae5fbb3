import type { NodePackageManager } from './contract.ts';

/** It comes with Node. */
export const npm: NodePackageManager = {
  ecosystem: 'npm',
  lock: ['npm install'],
  add: 'npm install --save-exact',
  remove: 'npm uninstall',
  files: ['package-lock.json'],
  image: () => ({ template: 'npm.Dockerfile', values: {} }),
  lockfile: 'package-lock.json',
  prune: 'npm prune --omit=dev --ignore-scripts --no-audit --no-fund',
  setUp: () => [],
  install: 'npm ci',
  manifest: () => ({}),
  newManifest: ({ unbuilt, held }) => ({
    ...(unbuilt.length === 0
      ? {}
      : { allowScripts: Object.fromEntries(unbuilt.map((dependency) => [dependency, false])) }),
    ...(Object.keys(held).length === 0 ? {} : { overrides: held }),
  }),
  settings: () => [],
};
