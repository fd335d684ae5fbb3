import type { Folder } from '../../../plan/runtime/folders.ts';
import type { PythonToolchain } from '../../../plan/runtime/runtime.ts';
import { action, run } from '../../workflows/workflow.ts';
import type { Mapping } from '../../workflows/workflow.ts';
import type { ChecksInput } from '../contract.ts';
import { inContext } from '../folder.ts';
import { pythonPackageManagers } from '../package-managers/index.ts';
import { checkFileOf } from './check-file.ts';

/** Steps that check a folder in Python: its packages, types, style, tests, extra checks and vulnerabilities. */
export function pythonChecks(
  { version, packageManager, packageManagerVersion }: PythonToolchain,
  folder: Folder,
  { unlessUrgent }: ChecksInput,
): readonly Mapping[] {
  const { context } = folder[0].image;
  const { setUp, install } = pythonPackageManagers[packageManager];
  const extra = [...new Set(folder.flatMap(({ scripts }) => scripts))];
  const step = (name: string, command: string, more: Mapping = {}): Mapping =>
    run(name, `.venv/bin/${command}`, { ...inContext(context), ...more });
  return [
    action('Set up Python', 'actions/setup-python', {
      'python-version': version,
      ...setUp(context),
    }),
    ...install(packageManagerVersion, context),
    step('Check types', 'mypy'),
    step('Lint', 'ruff check'),
    step('Unit tests', 'pytest tests/unit'),
    step('Integration tests', 'pytest tests/integration'),
    ...extra.map((check) => step(`Run ${check}`, `python ${checkFileOf(check)}`)),
    step('Audit dependencies', 'pip-audit', unlessUrgent),
  ];
}
