import type { TextValues } from '../../../render/text.ts';
import { driverOf } from '../../../stores/drivers/index.ts';
import { driversOf, type StarterInput, type StoreCheck } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';

/**
 * What every server in TypeScript has: its settings, read from a value of
 * type `environment`, its logs, its stores and how it asks them.
 */
export function sharedTemplates(
  { service, port, checks, livePath, readyPath, metricsPath }: StarterInput,
  environment: string,
): readonly StarterTemplate[] {
  const variables = variablesOf(checks);
  const opened = driversOf(checks).map(({ node }) => node);
  return [
    same('src/config.ts', { port, variables, environment }),
    same('src/logger.ts', { service }),
    same('src/health/readiness.ts'),
    checks.length === 0
      ? { path: 'src/stores.ts', template: 'starter/node/src/stores-none.ts', values: {} }
      : same('src/stores.ts', {
          drivers: opened.map(({ module, open }) => ({ module, open })),
          checks: checks.map(checkOf),
        }),
    same('src/stores/store.ts'),
    ...opened.map(({ module }) => same(`src/stores/${module}.ts`, { service })),
    ...(metricsPath === ''
      ? []
      : [
          same('src/metrics.ts', { livePath, readyPath, metricsPath }),
          same('test/unit/metrics.test.ts'),
        ]),
    same('test/unit/config.test.ts', { port, variables }),
    same('test/unit/readiness.test.ts'),
  ];
}

const same = (path: string, values: TextValues = {}): StarterTemplate => ({
  path,
  template: `starter/node/${path}`,
  values,
});

const checkOf = ({ name, driver, critical, environmentVariable }: StoreCheck) => ({
  name,
  critical,
  open: driverOf(driver).node.open,
  property: propertyOf(environmentVariable),
});

/** One per variable: two checks may read the same one. */
export function variablesOf(checks: readonly StoreCheck[]) {
  const drivenBy = new Map(
    checks.map(({ environmentVariable, driver }) => [environmentVariable, driver]),
  );
  return [...drivenBy].map(([name, driver]) => {
    const { protocols, example, unreachable } = driverOf(driver).node;
    return {
      name,
      property: propertyOf(name),
      protocols: `[${protocols.map((protocol) => `'${protocol}'`).join(', ')}]`,
      example,
      unreachable,
    };
  });
}

/** `USER_DATABASE_URL` → `userDatabaseUrl`. */
const propertyOf = (variable: string): string =>
  variable.toLowerCase().replace(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
