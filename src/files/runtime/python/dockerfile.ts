import type { PythonRuntimePlan } from '../../../plan/runtime/runtime.ts';
import { text } from '../../../render/text.ts';
import type { DockerInput } from '../image/input.ts';
import type { Recipe } from '../image/recipe.ts';

/** A Python package beside the virtual environment with its locked packages. */
export function pythonRecipe(
  { port, livePath }: DockerInput,
  { packageManager, packageManagerVersion, buildImage, runImage, copy, module }: PythonRuntimePlan,
): Recipe {
  const [folder = ''] = module.split('.');
  const { files, values } = packageManagers[packageManager](packageManagerVersion);
  return {
    templates: [
      {
        template: `${packageManager}.Dockerfile`,
        values: { buildImage, package: folder, ...values },
      },
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

const packageManagers = {
  uv: (packageManagerVersion) => ({
    files: ['pyproject.toml', 'uv.lock'],
    values: { packageManagerVersion },
  }),
  pip: () => ({ files: ['requirements.txt'], values: {} }),
} satisfies Record<
  PythonRuntimePlan['packageManager'],
  (version: string) => { files: readonly string[]; values: object }
>;
