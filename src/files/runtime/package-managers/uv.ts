import { run } from '../../workflows/workflow.ts';
import { inContext } from '../folder.ts';
import type { PythonPackageManager } from './contract.ts';

/** Packages by uv.lock. */
export const uv: PythonPackageManager = {
  ecosystem: 'uv',
  lock: ['uv lock'],
  needs: (version) => `pipx install uv==${version}`,
  files: ['pyproject.toml', 'uv.lock'],
  image: (packageManagerVersion) => ({
    template: 'uv.Dockerfile',
    values: { packageManagerVersion },
  }),
  setUp: () => ({}),
  install: (version, context) => [
    run('Install uv', `python -m pip install uv==${version}`),
    run('Install the locked packages', 'uv sync --locked', {
      ...inContext(context),
      env: { UV_PYTHON_DOWNLOADS: 'never' },
    }),
  ],
  develop: {
    install: [],
    start: (program, hasEnvironment, variables) =>
      `${variables}uv run ${hasEnvironment ? '--env-file .env ' : ''}${program}`,
    test: 'uv run pytest',
  },
  developmentSection: '[dependency-groups]\ndev',
};
