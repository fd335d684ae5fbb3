import { action } from '../../workflows/workflow.ts';
import type { NodePackageManager } from './contract.ts';

/** One exact version of it, everywhere: its action refuses when package.json asks for another one. */
export const pnpm: NodePackageManager = {
  ecosystem: 'npm',
  lock: ['pnpm install'],
  add: 'pnpm add --save-exact',
  remove: 'pnpm remove',
  files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
  image: (packageManagerVersion) => ({
    template: 'pnpm.Dockerfile',
    values: { packageManagerVersion },
  }),
  lockfile: 'pnpm-lock.yaml',
  prune: '--mount=type=cache,target=/pnpm/store,sharing=locked pnpm prune --prod --ignore-scripts',
  setUp: (version) => [action('Set up pnpm', 'pnpm/action-setup', { version, run_install: false })],
  install: 'pnpm install --frozen-lockfile',
  manifest: (version) => ({ packageManager: `pnpm@${version}` }),
  newManifest: () => ({}),
  // They also make each context a root of its own, with its own lockfile. Nothing that is installed runs code.
  settings: ({ unbuilt, held }) => [
    {
      path: 'pnpm-workspace.yaml',
      value: {
        packages: ['.'],
        ...(Object.keys(held).length === 0 ? {} : { overrides: held }),
        allowBuilds: Object.fromEntries(unbuilt.map((dependency) => [dependency, false])),
        ignoredBuiltDependencies: unbuilt,
      },
    },
  ],
};
