import type { NextRuntimePlan } from '../../../plan/runtime/runtime.ts';
import type { ImageInput } from '../contract.ts';
import { nodeAllowed, nodeInstall, nodeStart } from '../on-node/dockerfile.ts';
import type { Recipe } from '../image/recipe.ts';

/** The standalone output of Next.js: a server with the packages it needs and no others. */
export function nextRecipe({ port, livePath }: ImageInput, runtime: NextRuntimePlan): Recipe {
  const { packageManager, buildImage, runImage, copy } = runtime;
  return {
    templates: [
      nodeInstall(runtime, buildImage),
      {
        template: 'next.Dockerfile',
        values: { packageManager, runtimeImage: runImage, port, copy },
      },
    ],
    allowed: [
      ...nodeAllowed(runtime),
      'tsconfig.json',
      'next.config.*',
      'postcss.config.*',
      'public',
      'src',
      ...copy,
    ],
    ignored: ['**/node_modules', '**/.next'],
    start: nodeStart(runImage, livePath, ['server.js']),
  };
}
