import type { StoreCheck } from '../on-node/starter-input.ts';
import type { PythonStarterInput } from './starter-input.ts';

/** The package that a module is in: `app` of `app.main`. */
export const packageOf = (module: string): string => module.split('.')[0] ?? module;

/** Every package of a folder, each once. */
export const packagesOf = ({ components }: PythonStarterInput): readonly string[] => [
  ...new Set(components.map(({ module }) => packageOf(module))),
];

/** The kinds of stores that a folder's components ask. */
export const storeKindsOf = ({ components }: PythonStarterInput): ReadonlySet<StoreCheck['kind']> =>
  new Set(components.flatMap(({ checks }) => checks.map(({ kind }) => kind)));

/** Whether Prometheus asks any of a folder's components. */
export const hasMetrics = ({ components }: PythonStarterInput): boolean =>
  components.some(({ metricsPath }) => metricsPath !== '');
