import { driverOf } from '../../../stores/drivers/index.ts';
import { driversOf } from '../on-node/starter-input.ts';
import type { PythonComponentInput, PythonStarterInput } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';
import { hasMetrics, packageOf, packagesOf, pythonDriversOf } from './packages.ts';

/** What all components of a folder have in common, and its tests. */
export function sharedTemplates(input: PythonStarterInput): readonly StarterTemplate[] {
  const [first = ''] = packagesOf(input);
  return [
    ...packagesOf(input).flatMap((folder) => coreTemplates(folder, input)),
    ...[...tests, ...(hasMetrics(input) ? ['tests/unit/test_metrics.py'] : [])].map((path) => ({
      path,
      template: `starter/python/${path}`,
      values: withoutImports.has(path) ? {} : { package: first },
    })),
  ];
}

const tests = [
  'tests/conftest.py',
  'tests/unit/test_health.py',
  'tests/unit/test_logs.py',
  'tests/unit/test_settings.py',
] as const;

const core = [
  '__init__',
  'core/__init__',
  'core/component',
  'core/health',
  'core/logs',
  'core/observed',
  'core/server',
  'core/settings',
  'core/telemetry',
  'core/web',
  'core/stores/__init__',
  'core/stores/store',
] as const;

/** Templates that import nothing of the package. */
const withoutImports: ReadonlySet<string> = new Set([
  'tests/conftest.py',
  '__init__',
  'core/__init__',
  'core/health',
  'core/logs',
  'core/metrics',
  'core/observed',
  'core/telemetry',
  'core/stores/__init__',
  'core/stores/store',
]);

/** Templates that differ where Prometheus asks. */
const measured: ReadonlySet<string> = new Set(['core/component', 'core/web']);

function coreTemplates(folder: string, input: PythonStarterInput): readonly StarterTemplate[] {
  const files = [
    ...core,
    ...(hasMetrics(input) ? ['core/metrics'] : []),
    ...pythonDriversOf(input).map(({ module }) => `core/stores/${module}`),
  ];
  return files.map((file) => ({
    path: `${folder}/${file}.py`,
    template: `starter/python/package/${file}.py`,
    values: {
      ...(withoutImports.has(file) ? {} : { package: folder }),
      ...(measured.has(file) ? { hasMetrics: hasMetrics(input) } : {}),
    },
  }));
}

/** The module that starts a component, and its test. */
export function componentTemplates({
  name,
  module,
  port,
  livePath,
  readyPath,
  metricsPath,
  checks,
  topics,
}: PythonComponentInput): readonly StarterTemplate[] {
  const imported = driversOf(checks)
    .map(({ python }) => python)
    .toSorted((one, other) => (one.module < other.module ? -1 : 1));
  const values = {
    topics: topics.map((topic) => ({ topic, handler: topic.replaceAll('-', '_') })),
    name,
    port,
    livePath,
    readyPath,
    metricsPath,
    package: packageOf(module),
    componentImports: checks.length === 0 ? 'Component' : 'Component, StoreInput',
    storeImports: imported.map((driver) => ({
      module: driver.module,
      type: driver.type,
      package: packageOf(module),
    })),
    checks: checks.map((check) => ({
      check: check.name,
      type: driverOf(check.driver).python.type,
      variable: check.environmentVariable,
      critical: check.critical ? 'True' : 'False',
    })),
  };
  return [
    { path: `${module.replaceAll('.', '/')}.py`, template: 'starter/python/component.py', values },
    {
      path: `tests/integration/test_${module.replaceAll('.', '_')}.py`,
      template: 'starter/python/tests/integration/test_component.py',
      values: {
        module,
        package: packageOf(module),
        topics: topics.map((topic) => JSON.stringify(topic)).join(', '),
      },
    },
  ];
}
