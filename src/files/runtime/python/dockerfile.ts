import type { PythonRuntimePlan } from '../../../plan/runtime/runtime.ts';
import { text } from '../../../render/text.ts';
import type { ImageInput } from '../contract.ts';
import { pythonPackageManagers } from '../package-managers/index.ts';
import type { Recipe } from '../image/recipe.ts';

/** A Python package beside the virtual environment with its locked packages. */
export function pythonRecipe(
  { port, livePath }: ImageInput,
  { packageManager, packageManagerVersion, buildImage, runImage, copy, module }: PythonRuntimePlan,
): Recipe {
  const [folder = ''] = module.split('.');
  const { files, image } = pythonPackageManagers[packageManager];
  const { template, values } = image(packageManagerVersion);
  return {
    templates: [
      { template, values: { buildImage, package: folder, ...values } },
      {
        template: 'python.Dockerfile',
        values: { runtimeImage: runImage, port, copy, package: folder },
      },
    ],
    allowed: [...files, folder, ...copy],
    ignored: ['**/.venv', '**/__pycache__'],
    start: {
      entrypoint: ['python'],
      command: ['-m', module],
      health: ['python', '-c', text('docker/health.py', { livePath }).trim()],
    },
  };
}
