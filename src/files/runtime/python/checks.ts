import { checkFileOf, type PythonFolder } from '../../../plan/runtime/folders.ts';
import type { PythonToolchain } from '../../../plan/runtime/runtime.ts';
import { inContext, inFolder } from '../on-node/steps.ts';
import { action, run } from '../../ci/workflow.ts';
import type { Mapping } from '../../ci/workflow.ts';

/** Steps that check a folder in Python: its packages, types, style, tests, extra checks and vulnerabilities. */
export function pythonSteps(folder: PythonFolder, audit: Mapping): readonly Mapping[] {
  const [
    {
      runtime,
      image: { context },
    },
  ] = folder;
  const { inputs, install } = packageManagers[runtime.packageManager](
    runtime.packageManagerVersion,
    context,
  );
  const extra = [...new Set(folder.flatMap(({ scripts }) => scripts))];
  const step = (name: string, command: string, more: Mapping = {}): Mapping =>
    run(name, `.venv/bin/${command}`, { ...inContext(context), ...more });
  return [
    action('Set up Python', 'actions/setup-python', {
      'python-version': runtime.version,
      ...inputs,
    }),
    ...install,
    step('Check types', 'mypy'),
    step('Lint', 'ruff check'),
    step('Unit tests', 'pytest tests/unit'),
    step('Integration tests', 'pytest tests/integration'),
    ...extra.map((check) => step(`Run ${check}`, `python ${checkFileOf(check)}`)),
    step('Audit dependencies', 'pip-audit', audit),
  ];
}

interface Install {
  readonly inputs: Mapping;
  readonly install: readonly Mapping[];
}

const packageManagers = {
  uv: (version, context) => ({
    inputs: {},
    install: [
      run('Install uv', `python -m pip install uv==${version}`),
      run('Install the locked packages', 'uv sync --locked', {
        ...inContext(context),
        env: { UV_PYTHON_DOWNLOADS: 'never' },
      }),
    ],
  }),
  pip: (_version, context) => ({
    inputs: { cache: 'pip', 'cache-dependency-path': inFolder(context, 'requirements-dev.txt') },
    install: [
      run(
        'Install the locked packages',
        'python -m venv .venv\n.venv/bin/pip install --require-hashes --no-deps --requirement requirements-dev.txt',
        inContext(context),
      ),
    ],
  }),
} satisfies Record<
  PythonToolchain['packageManager'],
  (version: string, context: string) => Install
>;
