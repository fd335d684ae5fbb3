import type { PythonDriver } from '../../../stores/drivers/driver.ts';
import { driversOf } from '../on-node/starter-input.ts';
import type { PythonStarterInput } from './starter-input.ts';

/** The package that a module is in: `app` of `app.main`. */
export const packageOf = (module: string): string => module.split('.')[0] ?? module;

/** Every package of a folder, each once. */
export const packagesOf = ({ components }: PythonStarterInput): readonly string[] => [
  ...new Set(components.map(({ module }) => packageOf(module))),
];

/** The drivers that a folder's components need. */
export const pythonDriversOf = ({ components }: PythonStarterInput): readonly PythonDriver[] =>
  driversOf(components.flatMap(({ checks }) => checks)).map(({ python }) => python);

/** Whether Prometheus asks any of a folder's components. */
export const hasMetrics = ({ components }: PythonStarterInput): boolean =>
  components.some(({ metricsPath }) => metricsPath !== '');
