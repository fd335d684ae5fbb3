import type { NodeRuntimePlan, NodeToolchain } from '../../../plan/runtime/runtime.ts';
import { text } from '../../../render/text.ts';
import { nodeBinaryOf } from '../on-node/node-binary.ts';
import type { DockerInput } from '../image/input.ts';
import type { Recipe, TextTemplate } from '../image/recipe.ts';

/** A compiled TypeScript application with its locked packages. */
export function nodeRecipe({ port, livePath }: DockerInput, runtime: NodeRuntimePlan): Recipe {
  const { packageManager, buildImage, runImage, copy } = runtime;
  return {
    templates: [
      nodeInstall(runtime, buildImage),
      {
        template: 'node.Dockerfile',
        values: {
          packageManager,
          prune: packageManagers[packageManager].prune,
          runtimeImage: runImage,
          port,
          copy,
        },
      },
    ],
    allowed: [...nodeAllowed(runtime), 'tsconfig.json', 'tsconfig.build.json', 'src', ...copy],
    ignored: ['**/node_modules'],
    start: nodeStart(runImage, livePath, ['--enable-source-maps', 'dist/index.js']),
  };
}

/** Brings the package manager and the locked packages. */
export const nodeInstall = (
  { packageManager, packageManagerVersion }: NodeToolchain,
  buildImage: string,
): TextTemplate => ({
  template: `${packageManager}.Dockerfile`,
  values: packageManager === 'pnpm' ? { buildImage, packageManagerVersion } : { buildImage },
});

/** What the package manager reads. */
export const nodeAllowed = ({ packageManager }: NodeToolchain): readonly string[] => [
  '.npmrc',
  'package.json',
  ...packageManagers[packageManager].files,
];

/** Runs arguments with the node of an image. */
export function nodeStart(
  image: string,
  livePath: string,
  command: readonly string[],
): Recipe['start'] {
  const node = nodeBinaryOf(image);
  return {
    entrypoint: [node],
    command,
    health: [node, '-e', text('docker/health.mjs', { livePath }).trim()],
  };
}

const packageManagers = {
  npm: {
    files: ['package-lock.json'],
    prune: 'npm prune --omit=dev --ignore-scripts --no-audit --no-fund',
  },
  pnpm: {
    files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
    prune:
      '--mount=type=cache,target=/pnpm/store,sharing=locked pnpm prune --prod --ignore-scripts',
  },
} satisfies Record<NodeToolchain['packageManager'], { files: readonly string[]; prune: string }>;
