import type { NodeRuntimePlan } from '../../../plan/runtime/runtime.ts';
import type { ImageInput } from '../contract.ts';
import type { Recipe } from '../image/recipe.ts';
import { nodeAllowed, nodeInstall, nodeStart } from '../on-node/dockerfile.ts';
import { nodePackageManagers } from '../package-managers/index.ts';

/** A compiled TypeScript application with its locked packages. */
export function nodeRecipe({ port, livePath }: ImageInput, runtime: NodeRuntimePlan): Recipe {
  const { packageManager, buildImage, runImage, copy } = runtime;
  return {
    templates: [
      nodeInstall(runtime, buildImage),
      {
        template: 'node.Dockerfile',
        values: {
          packageManager,
          prune: nodePackageManagers[packageManager].prune,
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
