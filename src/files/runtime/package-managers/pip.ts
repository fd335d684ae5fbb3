import { run } from '../../workflows/workflow.ts';
import { inContext, inFolder } from '../folder.ts';
import type { PythonPackageManager } from './contract.ts';

const compile = 'pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras';

/** Packages by requirements.txt with hashes; it comes with Python. */
export const pip: PythonPackageManager = {
  ecosystem: 'pip',
  lock: [
    `${compile} --output-file requirements.txt pyproject.toml`,
    `${compile} --extra dev --output-file requirements-dev.txt pyproject.toml`,
  ],
  needs: () => 'pipx install pip-tools',
  files: ['requirements.txt'],
  image: () => ({ template: 'pip.Dockerfile', values: {} }),
  setUp: (context) => ({
    cache: 'pip',
    'cache-dependency-path': inFolder(context, 'requirements-dev.txt'),
  }),
  install: (_version, context) => [
    run(
      'Install the locked packages',
      'python -m venv .venv\n.venv/bin/pip install --require-hashes --no-deps --requirement requirements-dev.txt',
      inContext(context),
    ),
  ],
  develop: {
    install: [
      'python -m venv .venv',
      '.venv/bin/pip install --require-hashes --no-deps --requirement requirements-dev.txt',
    ],
    start: (program, hasEnvironment, variables) =>
      `${hasEnvironment ? 'set -a && . ./.env && ' : ''}${variables}PATH="$PWD/.venv/bin:$PATH" ${program}`,
    test: '.venv/bin/pytest',
  },
  developmentSection: '[project.optional-dependencies]\ndev',
};
